package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An HTTP/2 connection to a real API server whose other side has gone without a word. All GETs of
 * the reader share one, and so do its LISTs; the client's own pings would find that out after a
 * minute or two.
 */
@Tag("cluster")
@Timeout(120)
class DeadConnectionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Two reads that wait for two seconds each, a second between them; or two pings that are five
   * seconds apart; and a slow machine. A LIST waits for twenty seconds.
   */
  private static final Duration SOON = Duration.ofSeconds(15);

  @Test
  void isReplacedAfterAReadOrTwo() throws Exception {
    RealCluster cluster = new RealCluster(Path.of(System.getProperty("testcluster.dir")));
    cluster.installCrds(Path.of("..", "deploy", "crds"));
    try (SilentLine line = new SilentLine(cluster.port())) {
      ApiClient patient = patient(cluster, line);
      SummaryClient summaries =
          new SummaryClient(
              patient,
              ReaderSettings.of(RealCluster.NAMESPACE, "main"),
              System::nanoTime,
              new ReaderCounts());
      awaitAnswer(summaries, PATIENCE);
      assertThat(protocol(patient)).isEqualTo(Protocol.HTTP_2);

      line.strand();
      assertThat(summaries.get("main", null).late()).as("nothing comes through it").isTrue();
      awaitAnswer(summaries, SOON);
    }
  }

  @Test
  void aListThatWaitsOnItIsSentAgain() throws Exception {
    RealCluster cluster = new RealCluster(Path.of(System.getProperty("testcluster.dir")));
    try (SilentLine line = new SilentLine(cluster.port())) {
      ApiClient patient = patient(cluster, line);
      assertThat(protocol(patient))
          .as("a connection that is there already")
          .isEqualTo(Protocol.HTTP_2);
      JobSource jobs =
          new JobSource(
              patient,
              ReaderSettings.builder(RealCluster.NAMESPACE, "main").listKeep(Duration.ZERO).build(),
              System::nanoTime,
              new ReaderCounts());
      JobQuery query = new JobQuery("nobody", null, false);
      assertThat(jobs.list(query, null, any -> true).value()).isEmpty();

      line.strand();
      long begun = System.nanoTime();
      assertThat(jobs.list(query, null, any -> true).value()).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }
  }

  /** As Skaha's client is, which waits for ever. */
  private static ApiClient patient(RealCluster cluster, SilentLine line) throws IOException {
    return Config.fromConfig(cluster.kubeconfigBy(line.port()).toString()).setReadTimeout(0);
  }

  /** That there is no such object is an answer, too. */
  private static void awaitAnswer(SummaryClient summaries, Duration most)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (summaries.get("main", null).failure() != null) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(most);
      Thread.sleep(100);
    }
  }

  private static Protocol protocol(ApiClient client) throws IOException {
    Request request = new Request.Builder().url(client.getBasePath() + "/version").build();
    try (Response response = client.getHttpClient().newCall(request).execute()) {
      return response.protocol();
    }
  }
}
