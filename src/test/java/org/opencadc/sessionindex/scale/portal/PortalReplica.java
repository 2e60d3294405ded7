package org.opencadc.sessionindex.scale.portal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One replica of a Skaha that answers a portal, in a process of its own so that CPU and memory are
 * its own. It takes commands from standard input, one a line, and answers each with a line of JSON:
 * {@code open} returns when views can be answered, {@code run SECONDS} polls, {@code heap} collects
 * garbage and says what is left.
 */
public final class PortalReplica {
  private static final int MOST_CONNECTIONS = 64;
  private static final int ANSWER_MILLIS = 60_000;

  private final Answers answers;
  private final List<String> users;
  private final long seed;
  private final ObjectMapper json = new ObjectMapper();
  private int runs;

  /** How views are answered. */
  public enum Way {
    /** A LIST each time. */
    LISTS,
    /** From informers of its own. */
    CACHE,
    /** From the index's summaries. */
    INDEX
  }

  private PortalReplica(Answers answers, List<String> users, long seed) {
    this.answers = answers;
    this.users = users;
    this.seed = seed;
  }

  /**
   * Answers until standard input ends.
   *
   * @param arguments way, kubeconfig, namespace, index, users with commas between, seed
   */
  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments[0]);
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(new File(arguments[1])))
            .withHttp2Disable(true)
            .withMaxConcurrentRequestsPerHost(MOST_CONNECTIONS)
            .withRequestTimeout(ANSWER_MILLIS)
            // a poll that fails is counted, and the next one comes by itself
            .withRequestRetryBackoffLimit(0)
            .build();
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    String namespace = arguments[2];
    List<String> users = List.of(arguments[4].split(",", -1));
    try (Answers answers =
        switch (way) {
          case LISTS -> new ListAnswers(client, namespace);
          case CACHE -> new CacheAnswers(client, namespace);
          case INDEX -> new IndexAnswers(client, namespace, arguments[3]);
        }) {
      new PortalReplica(answers, users, Long.parseLong(arguments[5])).serve();
    }
  }

  private void serve() throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "open" -> open();
        case "run" -> run(Integer.parseInt(words[1]));
        case "heap" -> say(Map.of("bytes", heap()));
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  private void open() throws Exception {
    answers.start();
    say(Map.of("open", true));
  }

  private void run(int seconds) throws IOException, InterruptedException {
    Tally.Result result = new Polling(answers, seconds).run(users, seed + 1000L * runs++);
    say(Map.of("polls", result, "note", answers.note()));
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void say(Object answer) throws IOException {
    System.out.println(json.writeValueAsString(answer));
  }
}
