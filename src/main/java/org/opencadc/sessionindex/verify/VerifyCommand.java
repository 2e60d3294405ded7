package org.opencadc.sessionindex.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The command "session-index verify". */
public final class VerifyCommand {
  private static final String USAGE =
      """
      usage: session-index verify [options]
        Compares what the summaries say with LISTs of Jobs, Pods and Nodes.
        --namespace NAME   the namespace (default: skaha-workload)
        --index NAME       the SessionIndex (default: the one that is served)
        --timeout SECONDS  how long to wait for the summaries to reflect a LIST
                           (default: 60, or 240 where public rows are published)
        --show-names       print session ids and Job names, which are secrets
        -o text|json       format of the report (default: text)
      exit code: 0 equal, 1 differences, 2 could not compare
      """;

  private VerifyCommand() {}

  /** What was given; timeout and index are null when they were not. */
  private record Options(
      String namespace, String index, Duration timeout, boolean showNames, boolean json) {}

  /**
   * Runs the command with the Kubernetes configuration of its environment; else as below.
   *
   * @return the exit code; 2 if that configuration cannot be used
   */
  public static int run(String[] args, PrintStream out, Clock clock) {
    KubernetesClient client;
    try {
      Config config = Config.autoConfigure(null);
      config.setHttp2Disable(true);
      client = new KubernetesClientBuilder().withConfig(config).build();
    } catch (RuntimeException e) {
      // no message: that of a parser quotes what it could not read
      String kind = e.getClass().getSimpleName();
      out.println("could not compare: KUBECONFIG cannot be used: " + kind);
      return 2;
    }
    try (client) {
      return run(args, out, client, clock);
    }
  }

  /**
   * Runs the command.
   *
   * @param args options, without the word verify
   * @param out takes the report, and the message when there is none
   * @return the exit code: 0 equal, 1 differences, 2 could not compare
   */
  public static int run(String[] args, PrintStream out, KubernetesClient client, Clock clock) {
    if (List.of(args).contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    Options options;
    try {
      options = options(new ArrayDeque<>(List.of(args)));
    } catch (IllegalArgumentException wrong) {
      out.println(wrong.getMessage());
      out.print(USAGE);
      return 2;
    }
    try {
      VerifyReport report =
          new Verify(client, options.namespace, clock, options.timeout, options.showNames)
              .run(options.index);
      out.print(options.json ? json(report) : ReportText.of(report));
      return report.exitCode();
    } catch (CannotCompareException | KubernetesClientException | JsonProcessingException e) {
      out.println("could not compare: " + e.getMessage());
      return 2;
    } catch (RuntimeException | Error e) {
      // uncaught it would end the process with 1, as differences do; the message may quote what was
      // read
      out.println("could not compare: " + e.getClass().getSimpleName());
      return 2;
    }
  }

  private static Options options(Deque<String> args) {
    String namespace = "skaha-workload";
    String index = null;
    Duration timeout = null;
    boolean showNames = false;
    boolean json = false;
    while (!args.isEmpty()) {
      String option = args.remove();
      switch (option) {
        case "--namespace" -> namespace = value(option, args);
        case "--index" -> index = value(option, args);
        case "--timeout" -> timeout = seconds(value(option, args));
        case "--show-names" -> showNames = true;
        case "-o" -> json = isJson(value(option, args));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new Options(namespace, index, timeout, showNames, json);
  }

  private static String value(String option, Deque<String> args) {
    if (args.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return args.remove();
  }

  private static Duration seconds(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("--timeout is a number of seconds, not " + text);
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  private static boolean isJson(String format) {
    if (!format.equals("json") && !format.equals("text")) {
      throw new IllegalArgumentException("-o is text or json, not " + format);
    }
    return format.equals("json");
  }

  private static String json(VerifyReport report) throws JsonProcessingException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
  }
}
