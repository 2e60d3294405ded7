package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** The example works, and it is the one in the README. */
class SkahaExampleTest {

  @Test
  void works() {
    try (FakeApiServer server = FakeApiServer.withCaptured("fixtures-canonical")) {
      server.jobs.putAll(Samples.byName("fixtures/canonical.joblist.json"));
      SkahaExample skaha =
          new SkahaExample(server.client(), new WorkloadUrls("workload.example.org", "/arc/home"));
      skaha.listed("adal", ShadowedIndex.list("adal", ShadowedIndex.CAPTURED));
      assertThat(server.gets()).isZero();
      skaha.compare();
      assertThat(server.gets("main.adal")).isEqualTo(1);
      assertThat(skaha.list("adal", null, "running", Map.of())).contains("my-notebook");
      Usage.InUse inUse = new Usage.InUse("0.54", "0.123");
      assertThat(
              skaha.list(
                  "adal",
                  null,
                  null,
                  Map.of("skaha-notebook-adal-k3x9tq2a-x7k2p", inUse, "other", Usage.InUse.NONE)))
          .containsOnlyOnce("\"ramInUse\": \"0.54\"");
      assertThat(skaha.one("adal", "d7u1mmca")).contains("reduction");
      assertThatThrownBy(() -> skaha.one("adal", "nowhere"))
          .isInstanceOf(NoSuchElementException.class);
      assertThat(skaha.stats()).contains("304.0");
      skaha.checkLimit("adal", 5);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> skaha.checkLimit("adal", 3))
          .withMessage("User adal has reached the maximum of 3 active sessions.");
      assertThat(skaha.renew("adal", "d7u1mmca")).hasSize(2);
      assertThatIllegalArgumentException().isThrownBy(() -> skaha.renew("adal", "h1e2a3d6"));
      assertThat(skaha.attach("adal", "d7u1mmca")).contains("skaha-desktop-adal-d7u1mmca-x7k2p");
      assertThat(skaha.pods("adal", "d7u1mmca")).hasSize(2);
      assertThatThrownBy(() -> skaha.pods("adal", "nowhere"))
          .isInstanceOf(NoSuchElementException.class);
      assertThat(skaha.queued("c.o_dell", "h1e2a3d4"))
          .contains("in queue canfar-science-platform-local-queue");
      assertThat(skaha.queued("adal", "d7u1mmca")).isEmpty();
      server.listVersion = "999999";
      skaha.created(
          "adal", Samples.job(Index.json("{\"metadata\": {\"resourceVersion\": \"999998\"}}")));
      long lists = server.lists();
      skaha.list("adal", null, null, Map.of());
      assertThat(server.lists()).isGreaterThan(lists);
    }
  }

  @Test
  void isTheOneInTheReadme() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String source =
        Files.readString(
            Path.of("src/test/java/org/opencadc/sessionindex/reader/SkahaExample.java"));
    assertThat(readme).contains(source.substring(source.indexOf("/** How Skaha uses")).strip());
  }
}
