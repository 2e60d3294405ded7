package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShippedOperatorTest {

  @Test
  void flagsAreThoseOfTheDeploymentAndItsLimitIsSaidToTheJvm() {
    ShippedOperator shipped = ShippedOperator.read();

    assertThat(shipped.environment()).containsKey("SESSION_INDEX_NAMESPACES");
    assertThat(shipped.jvmFlags())
        .startsWith(shipped.environment().get("JAVA_TOOL_OPTIONS"))
        .endsWith("-XX:MaxRAM=" + shipped.memoryLimitBytes());
    assertThat(shipped.memoryLimitBytes()).isGreaterThan(100L << 20);
    assertThat(shipped.processEnvironment())
        .containsEntry("SESSION_INDEX_LEASE_NAMESPACE", "session-index")
        .containsEntry("SESSION_INDEX_HTTP_ADDRESS", "127.0.0.1");
  }
}
