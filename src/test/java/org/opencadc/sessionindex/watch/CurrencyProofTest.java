package org.opencadc.sessionindex.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.http.ApiRefused;
import org.opencadc.sessionindex.http.ApiRequests;
import org.opencadc.sessionindex.http.LoopbackServer;
import org.opencadc.sessionindex.ledger.ObjectKind;
import org.opencadc.sessionindex.ledger.ResourceVersions;
import org.opencadc.sessionindex.watch.CurrencyProof.Verdict;

/** The rules of the proof, against scripted answers and a source that applies when it is told. */
class CurrencyProofTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.250Z");

  private final LoopbackServer server = new LoopbackServer(this::answer);
  private final KubernetesClient client;
  private final CurrencyProof proof;
  private final FakeSubject subject = new FakeSubject();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private Instant now = NOW;
  private int listCode = 200;
  private String newest = "200";
  private int watchCode = 200;
  private String shown = "";

  CurrencyProofTest() {
    InstantSource ours = () -> now;
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.address().toString())
            .withRequestRetryBackoffLimit(0)
            .build();
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    proof =
        new CurrencyProof(
            new ApiRequests(client, Duration.ofSeconds(5)),
            new ServerClock(ours.withZone(ZoneOffset.UTC)),
            ProofPace.DEFAULT);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  /** Applies what comes while it is waited for, and takes no time. */
  private static final class FakeSubject implements CurrencyProof.Subject {
    private String applied = "100";
    private String appliesAtOnce = "100";
    private String appliesLate = "100";
    private long relists;
    private boolean relistsDuringTheWatch;
    private boolean listing;
    private boolean listsDuringTheWatch;

    @Override
    public WatchedCollection collection() {
      return new WatchedCollection(ObjectKind.JOB, "skaha-workload", "app=skaha");
    }

    @Override
    public String applied() {
      return applied;
    }

    @Override
    public long relists() {
      return relists;
    }

    @Override
    public boolean listing() {
      return listing;
    }

    @Override
    public boolean awaitApplied(String resourceVersion, Duration timeout) {
      String comes = timeout.compareTo(Duration.ofSeconds(1)) > 0 ? appliesLate : appliesAtOnce;
      applied = ResourceVersions.compare(comes, applied) > 0 ? comes : applied;
      return ResourceVersions.compare(applied, resourceVersion) >= 0;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    boolean watch = exchange.getRequestURI().getQuery().contains("watch=true");
    if (watch && subject.relistsDuringTheWatch) {
      subject.relists++;
    }
    subject.listing |= watch && subject.listsDuringTheWatch;
    String body =
        watch ? shown : "{\"metadata\":{\"resourceVersion\":\"" + newest + "\"},\"items\":[]}";
    try (exchange) {
      exchange.sendResponseHeaders(watch ? watchCode : listCode, 0);
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String event(String type, String version) {
    return "{\"type\":\""
        + type
        + "\",\"object\":{\"kind\":\"Job\",\"metadata\":{\"name\":\"x\",\"resourceVersion\":\""
        + version
        + "\"},\"spec\":{\"a\":[{}]}}}\n";
  }

  private Verdict verdict() throws IOException, InterruptedException {
    CurrencyProof.Outcome outcome = proof.attempt(subject);
    assertThat(outcome.proof() != null).isEqualTo(outcome.verdict() == Verdict.PROVEN);
    return outcome.verdict();
  }

  @Test
  void provenAtOnceWhenTheVersionIsApplied() throws IOException, InterruptedException {
    newest = "100";
    CurrencyProof.Outcome outcome = proof.attempt(subject);
    assertThat(outcome.verdict()).isEqualTo(Verdict.PROVEN);
    assertThat(outcome.proof().resourceVersion()).isEqualTo("100");
    assertThat(asked)
        .containsExactly(
            "/apis/batch/v1/namespaces/skaha-workload/jobs?fieldSelector=metadata.name%3D_"
                + "&labelSelector=app%3Dskaha");
  }

  @Test
  void theProofIsAsOfTheRequestByTheServersClock() throws IOException, InterruptedException {
    newest = "100";
    Instant before = Instant.now();
    Instant time = proof.attempt(subject).proof().time();
    assertThat(time).isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
  }

  /** As that of a machine that was resumed late and then put right at once. */
  @Test
  void aStepOfOurOwnClockProvesNothingOfTheFuture() throws IOException, InterruptedException {
    newest = "100";
    for (int samples = 0; samples < 5; samples++) {
      assertThat(verdict()).isEqualTo(Verdict.PROVEN);
    }
    now = NOW.plus(Duration.ofHours(1));
    Instant time = proof.attempt(subject).proof().time();
    assertThat(time).isBeforeOrEqualTo(Instant.now().plusSeconds(1));
  }

  @Test
  void provenWhenTheVersionComesSoon() throws IOException, InterruptedException {
    subject.appliesAtOnce = "200";
    assertThat(verdict()).isEqualTo(Verdict.PROVEN);
    assertThat(asked).hasSize(1);
  }

  @Test
  void provenByABookmarkWhenNothingOfItsKindChanged() throws IOException, InterruptedException {
    shown = event("BOOKMARK", "205");
    assertThat(verdict()).isEqualTo(Verdict.PROVEN);
    assertThat(asked.get(1))
        .contains("watch=true", "allowWatchBookmarks=true", "resourceVersion=100", "app%3Dskaha");
  }

  @Test
  void provenByACanaryWhenTheEventIsAppliedLate() throws IOException, InterruptedException {
    shown = event("MODIFIED", "150") + event("BOOKMARK", "200");
    subject.appliesLate = "150";
    assertThat(verdict()).isEqualTo(Verdict.PROVEN);
  }

  @Test
  void anEventAboveTheVersionNeedNotBeApplied() throws IOException, InterruptedException {
    shown = event("ADDED", "150") + event("DELETED", "201");
    subject.appliesLate = "150";
    assertThat(verdict()).isEqualTo(Verdict.PROVEN);
  }

  @Test
  void laggingWhenAShownEventIsNotApplied() throws IOException, InterruptedException {
    shown = event("MODIFIED", "150") + event("MODIFIED", "160") + event("BOOKMARK", "200");
    subject.appliesLate = "150";
    assertThat(verdict()).isEqualTo(Verdict.LAGGING);
  }

  @Test
  void unknownWithoutABookmark() throws IOException, InterruptedException {
    shown = event("BOOKMARK", "199") + event("MODIFIED", "150");
    subject.appliesLate = "150";
    assertThat(verdict()).isEqualTo(Verdict.UNKNOWN);
    shown = "";
    assertThat(verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aVersionOutOfTheWindowIsLagging() throws IOException, InterruptedException {
    watchCode = 410;
    assertThat(verdict()).isEqualTo(Verdict.LAGGING);
    watchCode = 200;
    shown = "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"metadata\":{},\"code\":410}}\n";
    assertThat(verdict()).isEqualTo(Verdict.LAGGING);
  }

  @Test
  void anotherErrorIsNotLagging() throws IOException, InterruptedException {
    shown = "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"metadata\":{},\"code\":500}}\n";
    assertThat(verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aRelistMeanwhileExplainsIt() throws IOException, InterruptedException {
    watchCode = 410;
    subject.relistsDuringTheWatch = true;
    assertThat(verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aListThatIsUnderWayIsWaitedFor() throws IOException, InterruptedException {
    subject.listing = true;
    watchCode = 410;
    assertThat(verdict()).isEqualTo(Verdict.LISTING);
    assertThat(asked).as("no canary").hasSize(1);
  }

  @Test
  void aListThatBeginsMeanwhileIsWaitedFor() throws IOException, InterruptedException {
    subject.listsDuringTheWatch = true;
    watchCode = 410;
    assertThat(verdict()).isEqualTo(Verdict.LISTING);
    subject.listing = false;
    watchCode = 200;
    shown = event("MODIFIED", "150") + event("BOOKMARK", "200");
    assertThat(verdict()).isEqualTo(Verdict.LISTING);
  }

  @Test
  void anOlderVersionIsARestore() throws IOException, InterruptedException {
    newest = "99";
    assertThat(verdict()).isEqualTo(Verdict.WENT_BACK);
    newest = "1000";
    subject.appliesAtOnce = "1000";
    assertThat(verdict()).as("longer is newer").isEqualTo(Verdict.PROVEN);
  }

  @Test
  void refusalsSayVerbAndResource() {
    listCode = 403;
    assertThatThrownBy(this::verdict)
        .isInstanceOfSatisfying(ApiRefused.class, e -> assertThat(e.denied()).isTrue())
        .hasMessage("list jobs: HTTP 403");
    listCode = 200;
    watchCode = 500;
    assertThatThrownBy(this::verdict).hasMessage("watch jobs: HTTP 500");
    newest = "";
    assertThatThrownBy(this::verdict).hasMessage("list jobs: HTTP 200 without a version");
  }

  @Test
  void aServerThatIsGoneGivesNoAnswer() {
    server.close();
    assertThatThrownBy(this::verdict)
        .isInstanceOfSatisfying(
            ApiRefused.class, e -> assertThat(e.code()).isEqualTo(ApiRefused.NO_ANSWER));
  }
}
