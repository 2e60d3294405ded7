package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the platform's summary says of writes of users' summaries. */
class UserWritesTest {
  private final PublishingBench bench;

  UserWritesTest() throws IOException {
    bench = new PublishingBench();
  }

  @BeforeEach
  void publishTwo() {
    bench.apply(SomeJob.of("a", "adal"));
    bench.apply(SomeJob.of("b", "bchen"));
    bench.begin();
    settleAll();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private void settleAll() {
    for (int i = 0; i < 3; i++) {
      bench.settle();
      bench.pass(Duration.ofSeconds(2));
      bench.publication.tick();
    }
    bench.settle();
  }

  private JsonNode told() {
    return bench.status("main").path("userWrites");
  }

  private List<String> latest() {
    List<String> users = new ArrayList<>();
    told().path("latest").forEach(user -> users.add(user.asText()));
    return users;
  }

  @Test
  void theStartTellsOfAllThatItWrote() {
    assertThat(told().path("count").asInt()).isEqualTo(2);
    assertThat(latest()).containsExactlyInAnyOrder("adal", "bchen");
  }

  @Test
  void aWriteIsToldAtOnceThoughThePlatformsFiguresStay() {
    JsonNode before = bench.status("main");
    bench.apply(SomeJob.of("b", "bchen").name("skaha-another"));
    bench.settle();
    bench.pass(Duration.ofSeconds(2));
    bench.publication.tick();
    bench.settle();

    assertThat(told().path("count").asInt()).isEqualTo(3);
    assertThat(latest()).startsWith("bchen");
    assertThat(bench.status("main").path("sessions")).isEqualTo(before.path("sessions"));
  }

  @Test
  void whereNothingIsWrittenThereIsNothingToTell() {
    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.sentSince(bench.publication::tick)).isEmpty();
    assertThat(bench.sentSince(bench::settle)).isEmpty();
  }

  @Test
  void aWriteWithoutAnswerIsToldWhenItIsSettled() {
    bench.apply(SomeJob.of("a2", "adal"));
    bench.server.loseAnswers(1, "update", "sessionsummaries/status");
    // the platform's own write is not in the way
    bench.budget.grant().stream()
        .filter(key -> key.name().equals("main.adal"))
        .map(key -> bench.find(key.name()))
        .forEach(this::publishInVain);
    assertThat(bench.failures).isEmpty();
    assertThat(bench.status("main.adal").at("/sessions/total").asInt()).isEqualTo(2);
    long before = told().path("count").asLong();

    bench.pass(Duration.ofSeconds(5));
    settleAll();

    assertThat(bench.publication.dirtyUsers()).isZero();
    assertThat(told().path("count").asLong()).isEqualTo(before + 1);
    assertThat(latest()).startsWith("adal");
  }

  private void publishInVain(PublishedSummary summary) {
    try {
      bench.publication.publish(summary);
      throw new AssertionError("it had an answer");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("no answer");
    }
  }

  @Test
  void anotherProcessBeginsAnotherEpoch() {
    String epoch = told().path("epoch").asText();
    bench.restart();
    bench.apply(SomeJob.of("a", "adal"));
    bench.apply(SomeJob.of("b", "bchen"));
    bench.begin();
    settleAll();

    assertThat(told().path("epoch").asText()).isNotEqualTo(epoch).isNotEmpty();
    assertThat(told().path("count").asInt()).as("they were equal").isZero();
  }

  @Test
  void whatSomebodyElseWroteIsHealedAndTold() throws IOException {
    bench.tamper("main.adal", "/status", "{\"status\":{\"sessions\":{\"total\":99}}}");
    bench.publication.publish(bench.find("main.adal"));
    settleAll();

    assertThat(told().path("count").asInt()).isEqualTo(3);
    assertThat(latest()).startsWith("adal");
  }
}
