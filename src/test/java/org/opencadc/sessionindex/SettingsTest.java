package org.opencadc.sessionindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.publish.BudgetLimits;

class SettingsTest {

  private static Settings with(String name, String value) {
    return Settings.from(Map.of(name, value));
  }

  @Test
  void defaults() {
    Settings settings = Settings.from(Map.of("PATH", "/bin", "KUBECONFIG", ""));

    assertThat(settings.namespaces()).containsExactly("skaha-workload");
    assertThat(settings.httpAddress()).isEqualTo("0.0.0.0");
    assertThat(settings.httpPort()).isEqualTo(8080);
    assertThat(settings.budget()).isEqualTo(BudgetLimits.DEFAULT);
    assertThat(settings.leaseNamespace()).as("alone, without a Lease").isNull();
  }

  @Test
  void replicasElectTheirLeaderInANamespace() {
    Map<String, String> environment = new HashMap<>();
    environment.put("SESSION_INDEX_LEASE_NAMESPACE", "session-index");
    assertThat(Settings.from(environment).leaseNamespace()).as("not asked for").isNull();
    environment.put("SESSION_INDEX_LEADER_ELECTION", "true");
    assertThat(Settings.from(environment).leaseNamespace()).isEqualTo("session-index");
    environment.put("SESSION_INDEX_LEADER_ELECTION", "false");
    assertThat(Settings.from(environment).leaseNamespace()).isNull();
    environment.put("SESSION_INDEX_LEADER_ELECTION", "true");
    environment.remove("SESSION_INDEX_LEASE_NAMESPACE");
    assertThatThrownBy(() -> Settings.from(environment))
        .hasMessage(
            "SESSION_INDEX_LEASE_NAMESPACE='' is not allowed: the name of a namespace, needed with"
                + " SESSION_INDEX_LEADER_ELECTION=true");
  }

  @Test
  void everyVariableIsRead() {
    Settings settings =
        Settings.from(
            Map.of(
                "SESSION_INDEX_NAMESPACES", "b, a,b",
                "SESSION_INDEX_HTTP_ADDRESS", "127.0.0.1",
                "SESSION_INDEX_HTTP_PORT", "0",
                "SESSION_INDEX_WRITES_PER_SECOND", "1000",
                "SESSION_INDEX_WRITE_KIB_PER_SECOND", "16384"));

    assertThat(settings.namespaces()).containsExactly("b", "a");
    assertThat(settings.httpAddress()).isEqualTo("127.0.0.1");
    assertThat(settings.httpPort()).isZero();
    assertThat(settings.budget().writesPerSecond()).isEqualTo(1000);
    assertThat(settings.budget().bytesPerSecond()).isEqualTo(16384 << 10);
    assertThat(settings.budget().burstWrites()).as("never below the rate").isEqualTo(1000);
    assertThat(settings.budget().burstBytes()).isEqualTo(16384 << 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", " * "})
  void aStarMeansAllNamespaces(String value) {
    assertThat(with("SESSION_INDEX_NAMESPACES", value).namespaces()).containsExactly("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.1.2.255", "::", "::1", "fe80::1", " 127.0.0.1 "})
  void anyAddressIsAllowed(String address) {
    assertThat(with("SESSION_INDEX_HTTP_ADDRESS", address).httpAddress())
        .isEqualTo(address.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SESSION_INDEX_NAMESPACES           | ""          | a comma-separated list of namespace names
          SESSION_INDEX_NAMESPACES           | a,,b        | a comma-separated list of namespace names
          SESSION_INDEX_NAMESPACES           | a,*         | a comma-separated list of namespace names (DNS labels), or * alone for all
          SESSION_INDEX_NAMESPACES           | **          | a comma-separated list of namespace names (DNS labels), or * alone for all
          SESSION_INDEX_NAMESPACES           | Skaha       | a comma-separated list of namespace names
          SESSION_INDEX_HTTP_ADDRESS         | ""          | an IPv4 or IPv6 address
          SESSION_INDEX_HTTP_ADDRESS         | localhost   | an IPv4 or IPv6 address
          SESSION_INDEX_HTTP_ADDRESS         | 1.2.3       | an IPv4 or IPv6 address
          SESSION_INDEX_HTTP_ADDRESS         | 1.2.3.4.    | an IPv4 or IPv6 address
          SESSION_INDEX_HTTP_ADDRESS         | 1.2.3.256   | an IPv4 or IPv6 address
          SESSION_INDEX_HTTP_ADDRESS         | x:1         | an IPv4 or IPv6 address
          SESSION_INDEX_HTTP_ADDRESS         | a:b         | an IPv4 or IPv6 address
          SESSION_INDEX_HTTP_PORT            | ""          | a whole number from 0 to 65535
          SESSION_INDEX_HTTP_PORT            | 65536       | a whole number from 0 to 65535
          SESSION_INDEX_HTTP_PORT            | -1          | a whole number from 0 to 65535
          SESSION_INDEX_HTTP_PORT            | 99999999999 | a whole number from 0 to 65535
          SESSION_INDEX_LEADER_ELECTION      | yes         | true or false
          SESSION_INDEX_LEADER_ELECTION      | ""          | true or false
          SESSION_INDEX_LEASE_NAMESPACE      | Not a name  | the name of a namespace
          SESSION_INDEX_WRITES_PER_SECOND    | 0           | a whole number from 1 to 1000
          SESSION_INDEX_WRITES_PER_SECOND    | 1001        | a whole number from 1 to 1000
          SESSION_INDEX_WRITES_PER_SECOND    | 5.5         | a whole number from 1 to 1000
          SESSION_INDEX_WRITE_KIB_PER_SECOND | 15          | a whole number from 16 to 16384
          SESSION_INDEX_WRITE_KIB_PER_SECOND | 16385       | a whole number from 16 to 16384
          """)
  void aBadValueIsNamedWithWhatIsAllowed(String name, String value, String allowed) {
    assertThatThrownBy(() -> with(name, value))
        .isInstanceOf(Settings.Invalid.class)
        .hasMessageStartingWith(name + "='" + value + "' is not allowed: " + allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SESSION_INDEX_NAMESPACE",
        "SESSION_INDEX_HTP_PORT",
        "SESSION_INDEX_",
        "SESSION_INDEX_PORT"
      })
  void anUnknownVariableIsRefused(String name) {
    assertThatThrownBy(() -> with(name, "8080"))
        .isInstanceOf(Settings.Invalid.class)
        .hasMessage(
            name
                + "='8080' is not allowed: no such setting; there are SESSION_INDEX_HTTP_ADDRESS,"
                + " SESSION_INDEX_HTTP_PORT, SESSION_INDEX_LEADER_ELECTION,"
                + " SESSION_INDEX_LEASE_NAMESPACE, SESSION_INDEX_NAMESPACES,"
                + " SESSION_INDEX_WRITES_PER_SECOND, SESSION_INDEX_WRITE_KIB_PER_SECOND");
  }

  @Test
  void linksToServicesAreNotSettings() {
    Settings settings =
        Settings.from(
            Map.of(
                "SESSION_INDEX_SERVICE_HOST", "10.96.0.7",
                "SESSION_INDEX_SERVICE_PORT", "8080",
                "SESSION_INDEX_SERVICE_PORT_HTTP", "8080",
                "SESSION_INDEX_PORT", "tcp://10.96.0.7:8080",
                "SESSION_INDEX_PORT_8080_TCP", "tcp://10.96.0.7:8080",
                "SESSION_INDEX_PORT_8080_TCP_ADDR", "10.96.0.7",
                "SESSION_INDEX_PORT_8080_TCP_PROTO", "tcp"));

    assertThat(settings).isEqualTo(Settings.from(Map.of()));
  }

  @Test
  void aServiceNamedSessionIndexHttpDoesNotSetThePort() {
    assertThat(with("SESSION_INDEX_HTTP_PORT", "tcp://10.96.0.7:80").httpPort()).isEqualTo(8080);
  }
}
