package org.opencadc.sessionindex;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.opencadc.sessionindex.publish.BudgetLimits;
import org.opencadc.sessionindex.reconcile.PermittedNamespaces;

/**
 * The operator's settings, read once from the environment. README has the table.
 *
 * @param namespaces whose SessionIndexes are served; never empty; {@link PermittedNamespaces#ALL}
 *     alone for those of every namespace
 * @param httpAddress address of the health and metrics port
 * @param httpPort its number; 0 takes a free one
 * @param budget what summaries may cost
 * @param leaseNamespace where replicas elect a leader; null when this process has no replicas
 */
public record Settings(
    Set<String> namespaces,
    String httpAddress,
    int httpPort,
    BudgetLimits budget,
    String leaseNamespace) {
  private static final String NAMESPACES = "SESSION_INDEX_NAMESPACES";
  private static final String HTTP_ADDRESS = "SESSION_INDEX_HTTP_ADDRESS";
  private static final String HTTP_PORT = "SESSION_INDEX_HTTP_PORT";
  private static final String WRITES = "SESSION_INDEX_WRITES_PER_SECOND";
  private static final String KIB = "SESSION_INDEX_WRITE_KIB_PER_SECOND";
  private static final String ELECTION = "SESSION_INDEX_LEADER_ELECTION";
  private static final String LEASE_NAMESPACE = "SESSION_INDEX_LEASE_NAMESPACE";
  private static final Set<String> KNOWN =
      Set.of(NAMESPACES, HTTP_ADDRESS, HTTP_PORT, WRITES, KIB, ELECTION, LEASE_NAMESPACE);
  private static final String PREFIX = "SESSION_INDEX_";

  /**
   * Kubernetes sets such variables in every pod for a Service whose name begins with session-index;
   * one named session-index-http would even set a port of ours, to a URL.
   */
  private static final Pattern SERVICE_LINK_NAME =
      Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT_[0-9]+_(TCP|UDP|SCTP)(_.*)?");

  private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** Of a process that has no replicas. */
  public Settings(Set<String> namespaces, String httpAddress, int httpPort, BudgetLimits budget) {
    this(namespaces, httpAddress, httpPort, budget, null);
  }

  /** A variable that cannot be used; the message names it, its value and what is allowed. */
  public static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Invalid(String variable, String value, String allowed) {
      super(variable + "='" + value + "' is not allowed: " + allowed);
    }
  }

  /**
   * Reads the settings.
   *
   * @param environment as {@link System#getenv()}
   * @throws Invalid for the first variable that cannot be used
   */
  public static Settings from(Map<String, String> environment) {
    Map<String, String> ours = new TreeMap<>(environment);
    ours.entrySet().removeIf(variable -> !isOurs(variable.getKey(), variable.getValue()));
    ours.forEach(
        (name, value) -> {
          if (!KNOWN.contains(name)) {
            throw new Invalid(name, value, "no such setting; there are " + sortedNames());
          }
        });
    BudgetLimits defaults = BudgetLimits.DEFAULT;
    int writes = number(ours, WRITES, defaults.writesPerSecond(), 1, 1000);
    int kib = number(ours, KIB, defaults.bytesPerSecond() >> 10, 16, 16384);
    return new Settings(
        namespaces(ours.getOrDefault(NAMESPACES, "skaha-workload")),
        address(ours.getOrDefault(HTTP_ADDRESS, "0.0.0.0")),
        number(ours, HTTP_PORT, 8080, 0, 65535),
        new BudgetLimits(
            writes,
            kib << 10,
            defaults.platformBytesPerSecond(),
            Math.max(writes, defaults.burstWrites()),
            Math.max(kib << 10, defaults.burstBytes())),
        leaseNamespace(ours));
  }

  private static String leaseNamespace(Map<String, String> environment) {
    String election = environment.getOrDefault(ELECTION, "false").strip();
    if (!election.equals("true") && !election.equals("false")) {
      throw new Invalid(ELECTION, environment.get(ELECTION), "true or false");
    }
    String namespace = environment.getOrDefault(LEASE_NAMESPACE, "");
    boolean elects = election.equals("true");
    if (!DNS_LABEL.matcher(namespace.strip()).matches() && (elects || !namespace.isEmpty())) {
      throw new Invalid(
          LEASE_NAMESPACE, namespace, "the name of a namespace, needed with " + ELECTION + "=true");
    }
    return elects ? namespace.strip() : null;
  }

  private static boolean isOurs(String name, String value) {
    return name.startsWith(PREFIX)
        && !SERVICE_LINK_NAME.matcher(name).matches()
        && !SERVICE_LINK_VALUE.matcher(value).matches();
  }

  private static String sortedNames() {
    return String.join(", ", KNOWN.stream().sorted().toList());
  }

  private static Set<String> namespaces(String value) {
    if (value.strip().equals(PermittedNamespaces.ALL)) {
      return Set.of(PermittedNamespaces.ALL);
    }
    Set<String> namespaces = new LinkedHashSet<>();
    for (String name : value.split(",", -1)) {
      if (!DNS_LABEL.matcher(name.strip()).matches()) {
        throw new Invalid(
            NAMESPACES,
            value,
            "a comma-separated list of namespace names (DNS labels), or * alone for all");
      }
      namespaces.add(name.strip());
    }
    return namespaces;
  }

  private static String address(String value) {
    String address = value.strip();
    // a name would be looked up, and listen on whatever it means today
    if (!IPV4.matcher(address).matches() && !isIpv6(address)) {
      throw new Invalid(HTTP_ADDRESS, value, "an IPv4 or IPv6 address");
    }
    return address;
  }

  private static boolean isIpv6(String address) {
    try {
      // digits and colons alone, so that it is parsed and never looked up
      return address.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
          && InetAddress.getByName(address) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static int number(
      Map<String, String> environment, String variable, int otherwise, int least, int most) {
    String value = environment.get(variable);
    if (value == null) {
      return otherwise;
    }
    boolean digits = value.strip().matches("[0-9]{1,9}");
    int number = digits ? Integer.parseInt(value.strip()) : -1;
    if (number < least || number > most) {
      throw new Invalid(variable, value, "a whole number from " + least + " to " + most);
    }
    return number;
  }
}
