package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A container that stops a request interrupts its thread. */
class InterruptedRequestTest {

  private static Origin decide(Index index) {
    return index.reader.sessions("adal", Purpose.DECIDE).origin();
  }

  @Test
  void itFailsAndNobodyElse() {
    try (Index index = new Index()) {
      Thread.currentThread().interrupt();
      boolean interrupted;
      try {
        assertThatThrownBy(() -> decide(index)).isInstanceOf(IndexReadException.class);
      } finally {
        interrupted = Thread.interrupted();
      }

      assertThat(interrupted).as("still, for who interrupted it").isTrue();
      assertThat(decide(index)).as("nothing of it is kept").isEqualTo(Origin.SUMMARY);
      assertThat(index.server.requests)
          .as("no cache is taken for one that is behind")
          .isNotEmpty()
          .allMatch(request -> request.contains("resourceVersion="));
    }
  }
}
