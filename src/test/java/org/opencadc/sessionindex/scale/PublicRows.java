package org.opencadc.sessionindex.scale;

import java.time.Duration;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.publish.SummaryNames;

/** Whether the index publishes everybody's sessions; by default it does not. */
final class PublicRows {
  private static final Duration PUBLISHED = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Stage stage;

  PublicRows(Stage stage) {
    this.stage = stage;
  }

  /** Has them published, and waits until they are. */
  void publish() throws InterruptedException {
    set(true);
    Waiting.until(
        "everybody's sessions are published",
        PUBLISHED,
        PAUSE,
        () -> {
          SessionSummary zero =
              stage
                  .admin()
                  .resources(SessionSummary.class)
                  .inNamespace(stage.namespace())
                  .withName(SummaryNames.ofPublic(Publishing.INDEX, 0))
                  .get();
          return zero != null && zero.getStatus() != null;
        });
  }

  /** Has them published no more. */
  void withdraw() {
    set(false);
  }

  private void set(boolean wanted) {
    stage.publishing().patch("{\"publicRows\":" + wanted + "}");
  }
}
