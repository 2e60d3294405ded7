package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.nrc.cadc.net.ResourceNotFoundException;
import ca.nrc.cadc.net.TransientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.skaha.session.SkahaExample;

/** The example works, in Skaha's package, and it is the one in the README. */
class SkahaExampleTest {
  private final FakeApiServer server = FakeApiServer.withCaptured("fixtures-canonical");
  private final SkahaExample skaha =
      new SkahaExample(server.client(), new WorkloadUrls("workload.example.org", "/arc/home"));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void works() throws Exception {
    server.jobs.putAll(Samples.byName("fixtures/canonical.joblist.json"));
    skaha.listed("adal", ShadowedIndex.list("adal", ShadowedIndex.CAPTURED));
    assertThat(server.gets()).isZero();
    skaha.compare();
    assertThat(server.gets("main.adal")).isEqualTo(1);
    assertThat(skaha.list("adal", null, "running", Map.of()).text()).contains("my-notebook");
    Map<String, Usage.InUse> usage =
        Map.of(
            "skaha-notebook-adal-k3x9tq2a-x7k2p",
            new Usage.InUse("0.54", "0.123"),
            "other",
            Usage.InUse.NONE);
    assertThat(skaha.list("adal", null, null, usage).text())
        .containsOnlyOnce("\"ramInUse\": \"0.54\"");
    assertThat(skaha.one("adal", "k3x9tq2a", usage).text()).contains("\"ramInUse\": \"0.54\"");
    assertThat(skaha.one("adal", "d7u1mmca", usage).text()).contains("reduction");
    assertThatThrownBy(() -> skaha.one("adal", "nowhere", usage))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessage("session nowhere not found");
    assertThat(skaha.stats().text()).contains("304.0");
    skaha.checkLimit("adal", 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> skaha.checkLimit("adal", 3))
        .withMessage("User adal has reached the maximum of 3 active sessions.");
    assertThat(skaha.renew("adal", "d7u1mmca")).hasSize(2);
    assertThatIllegalArgumentException().isThrownBy(() -> skaha.renew("adal", "h1e2a3d6"));
    assertThat(skaha.attach("adal", "d7u1mmca")).contains("skaha-desktop-adal-d7u1mmca-x7k2p");
    assertThat(skaha.pods("adal", "d7u1mmca")).hasSize(2);
    assertThatThrownBy(() -> skaha.pods("adal", "nowhere"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(skaha.queued("c.o_dell", "h1e2a3d4").orElseThrow().text())
        .isEqualTo("in queue canfar-science-platform-local-queue");
    assertThat(skaha.queued("adal", "d7u1mmca")).isEmpty();
    server.listVersion = "999999";
    skaha.created(
        "adal", Samples.job(Index.json("{\"metadata\": {\"resourceVersion\": \"999998\"}}")));
    long lists = server.lists();
    skaha.list("adal", null, null, Map.of());
    assertThat(server.lists()).isGreaterThan(lists);
  }

  @Test
  void anApiServerThatDoesNotAnswerIsTransient() {
    server.fault = path -> 503;
    List<ThrowingCallable> reads =
        List.of(
            () -> skaha.list("adal", null, null, Map.of()),
            () -> skaha.one("adal", "d7u1mmca", Map.of()),
            skaha::stats,
            () -> skaha.checkLimit("adal", 5),
            () -> skaha.renew("adal", "d7u1mmca"),
            () -> skaha.pods("adal", "d7u1mmca"),
            () -> skaha.queued("adal", "d7u1mmca"));
    assertThat(reads)
        .allSatisfy(read -> assertThatThrownBy(read).isInstanceOf(TransientException.class));
    assertThat(skaha.attach("adal", "d7u1mmca")).isEmpty();
  }

  @Test
  void anOldPageSaysSo() throws Exception {
    List<SkahaExample.Page> pages = pages();
    assertThat(pages).extracting(SkahaExample.Page::age).containsOnlyNulls();
    server.summaries.remove("main");
    // so long the platform's summary is shared
    Thread.sleep(2_100);
    assertThat(pages()).allSatisfy(page -> assertThat(page.age()).isPositive());
    assertThat(texts(pages())).isEqualTo(texts(pages));
    assertThat(server.lists()).isZero();
  }

  private List<SkahaExample.Page> pages() throws Exception {
    return List.of(
        skaha.list("adal", null, null, Map.of()),
        skaha.one("adal", "d7u1mmca", Map.of()),
        skaha.stats(),
        skaha.list("c.o_dell", null, null, Map.of()),
        skaha.queued("c.o_dell", "h1e2a3d4").orElseThrow());
  }

  private static List<String> texts(List<SkahaExample.Page> pages) {
    return pages.stream().map(SkahaExample.Page::text).toList();
  }

  @Test
  void isTheOneInTheReadme() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String source =
        Files.readString(Path.of("src/test/java/org/opencadc/skaha/session/SkahaExample.java"));
    assertThat(readme).contains("```java\n" + source + "```");
  }
}
