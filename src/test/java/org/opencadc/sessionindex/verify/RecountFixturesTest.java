package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.Resources.Amounts;
import org.opencadc.sessionindex.api.SessionIndexSpec.Generation;
import org.opencadc.sessionindex.api.SessionRow;
import org.opencadc.sessionindex.api.SessionSummaryStatus;
import org.opencadc.sessionindex.api.SessionSummaryStatus.LargestNode;
import org.opencadc.sessionindex.api.SessionSummaryStatus.UserCounts;
import org.opencadc.sessionindex.api.Sessions;
import org.opencadc.sessionindex.api.Sessions.ActiveCounts;

/** Figures of the fixtures, counted by hand or taken from Skaha's own answers. */
class RecountFixturesTest {

  @Test
  void statsAreThoseOfSkahaBeforeItsMetrics() {
    JsonNode golden = Given.json("contract/golden/legacy.stats.json");
    JsonNode cores = golden.get("cores");
    JsonNode ram = golden.get("ram");

    SessionSummaryStatus platform = Given.fixtures("legacy").platform();

    Amounts allocated = platform.resources().allocated();
    assertThat(cpu(allocated.cpu())).isEqualTo(cores.get("requestedCPUCores").asDouble());
    assertThat(gigabytes(allocated.memory())).isEqualTo(ram.get("requestedRAM").asText());
    Amounts capacity = platform.resources().capacity();
    assertThat(cpu(capacity.cpu())).isEqualTo(cores.get("cpuCoresAvailable").asDouble());
    assertThat(gigabytes(capacity.memory())).isEqualTo(ram.get("ramAvailable").asText());
    LargestNode byCpu = platform.nodes().largestByCpu();
    assertThat(cpu(byCpu.cpu())).isEqualTo(cores.at("/maxCPUCores/cpuCores").asDouble());
    assertThat(gigabytes(byCpu.memory())).isEqualTo(cores.at("/maxCPUCores/withRam").asText());
    LargestNode byMemory = platform.nodes().largestByMemory();
    assertThat(gigabytes(byMemory.memory())).isEqualTo(ram.at("/maxRAM/ram").asText());
    assertThat(cpu(byMemory.cpu())).isEqualTo(ram.at("/maxRAM/withCPUCores").asDouble());
  }

  @Test
  void nodesCountCordonedOnesApart() {
    var nodes = Given.fixtures("legacy").platform().nodes();

    assertThat(List.of(nodes.selected(), nodes.schedulable(), nodes.cordoned(), nodes.notReady()))
        .containsExactly(5L, 4L, 1L, 0L);
    assertThat(nodes.largestByCpu().name()).isEqualTo("worker-09");
    assertThat(nodes.largestByMemory().name()).isEqualTo("worker-08");
  }

  @Test
  void allNodesIncludeTheControlPlane() {
    Recount recount = Recount.of(List.of(), List.of(), Given.nodes(), null);

    assertThat(recount.platform().resources().capacity().cpu()).isEqualTo("312");
    assertThat(recount.platform().resources().capacity().extended())
        .containsExactly(Map.entry("nvidia.com/gpu", "4"));
  }

  @Test
  void withoutNodesCapacityIsUnknown() {
    SessionSummaryStatus platform = Recount.of(List.of(), List.of(), null, null).platform();

    assertThat(platform.nodes()).isNull();
    assertThat(platform.resources().capacity()).isNull();
    assertThat(platform.resources().allocatable()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "legacy"})
  void sessionsAreCountedOnce(String generation) {
    boolean canonical = generation.equals("canonical");
    Map<String, Long> unlabelled = canonical ? Map.of("default", 13L) : Map.of();

    assertThat(Given.fixtures(generation).platform().sessions())
        .isEqualTo(
            new Sessions(
                13L,
                6L,
                3L,
                1L,
                2L,
                1L,
                1L,
                new ActiveCounts(6L, 4L, 2L),
                new ActiveCounts(2L, 1L, 1L),
                new ActiveCounts(1L, 1L, 0L),
                Map.of(
                    "notebook",
                    4L,
                    "desktop",
                    1L,
                    "desktop-app",
                    1L,
                    "carta",
                    1L,
                    "contributed",
                    1L,
                    "firefly",
                    1L,
                    "headless",
                    4L),
                unlabelled,
                unlabelled,
                Map.of("fixed", 4L, "flexible", 9L),
                Map.of("canfar-science-platform-local-queue", 3L),
                3L,
                3L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canonical", "legacy"})
  void demandIsSplitByWhereItStands(String generation) {
    var resources = Given.fixtures(generation).platform().resources();

    Map<String, String> gpu = Map.of("nvidia.com/gpu", "1");
    assertThat(resources.allocated()).isEqualTo(new Amounts("20.75", "98247376896", gpu));
    assertThat(resources.effective()).isEqualTo(new Amounts("20.75", "98247376896", gpu));
    assertThat(resources.pending()).isEqualTo(new Amounts("1", "4294967296", Map.of()));
    assertThat(resources.queued()).isEqualTo(new Amounts("1", "4294967296", Map.of()));
  }

  @Test
  void usersAreOrderedByActiveSessions() {
    SessionSummaryStatus platform =
        Recount.of(Given.jobs("fixtures/legacy.joblist.json"), List.of(), null, Given.maxUsers(2))
            .platform();

    assertThat(platform.users())
        .containsExactly(
            new UserCounts("adal", 3L, 0L, 4L, 0L), new UserCounts("bchen", 3L, 0L, 1L, 2L));
    assertThat(platform.usersOmitted()).isEqualTo(1L);
  }

  @ParameterizedTest
  @CsvSource({"canonical,adal,3", "canonical,bchen,3", "canonical,c.o_dell,0", "legacy,adal,3"})
  void limitCountsActiveInteractiveSessions(String generation, String username, long active) {
    SessionSummaryStatus user = Given.fixtures(generation).users().get(username);

    assertThat(user.sessions().interactive().active()).isEqualTo(active);
    long byGoldenList =
        StreamSupport.stream(
                Given.json("contract/golden/" + generation + ".list." + username + ".json")
                    .spliterator(),
                false)
            .filter(session -> !session.get("type").asText().equals("headless"))
            .filter(
                session -> List.of("Running", "Pending").contains(session.get("status").asText()))
            .count();
    assertThat(byGoldenList).isEqualTo(active);
  }

  @Test
  void userHasTheFiguresOfTheirOwnPods() {
    SessionSummaryStatus bchen = Given.fixtures("legacy").users().get("bchen");

    assertThat(bchen.resources().allocated()).isEqualTo(new Amounts("0.5", "2684354560", Map.of()));
    assertThat(bchen.resources().pending()).isEqualTo(new Amounts("1", "4294967296", Map.of()));
    assertThat(bchen.resources().capacity()).isNull();
    assertThat(bchen.resources().effective()).isNull();
    assertThat(bchen.sessions().byCommunity()).isNull();
    assertThat(bchen.sessions().users()).isNull();
    assertThat(bchen.rows().stream().map(SessionRow::podName))
        .containsExactly(
            "skaha-carta-bchen-c1r2t3a4-x7k2p",
            "skaha-contributed-bchen-v5b6n7m8-x7k2p",
            null,
            null);
  }

  @Test
  void rowHasEveryField() {
    SessionRow row =
        Given.fixtures("canonical").users().get("adal").rows().stream()
            .filter(each -> each.id().equals("p0w4ezzb"))
            .findFirst()
            .orElseThrow();

    Map<String, String> gpu = Map.of("nvidia.com/gpu", "1");
    Job job = Given.jobs("fixtures/canonical.joblist.json").get(1);
    assertThat(row)
        .isEqualTo(
            new SessionRow(
                "skaha-notebook-adal-p0w4ezzb",
                "p0w4ezzb",
                "notebook",
                "gpu-lab",
                null,
                "Running",
                null,
                1L,
                null,
                null,
                null,
                "images.canfar.net/skaha/astroml:25.09",
                true,
                "fixed",
                job.getMetadata().getCreationTimestamp(),
                "2026-08-20T14:03:27Z",
                null,
                345600L,
                "2026-08-24T14:03:27Z",
                61001L,
                61001L,
                List.of(61001L, 70010L, 70311L),
                new Amounts("2", "16Gi", gpu),
                new Amounts("2", "16Gi", gpu),
                "skaha-notebook-adal-p0w4ezzb-x7k2p",
                null,
                null,
                null));
  }

  @ParameterizedTest
  @CsvSource({
    "st000001,Running", "st000002,Pending", "st000003,Completed", "st000004,Failed",
    "st000005,Terminating", "st000006,Pending", "st000007,Running", "st000009,Pending"
  })
  void statusFollowsTheCounters(String id, String status) {
    assertThat(edge(id).status()).isEqualTo(status);
  }

  @Test
  void suspendedIsPendingAndSuspended() {
    assertThat(edge("st000006").suspended()).isTrue();
    assertThat(edge("st000007").suspended()).isNull();
  }

  @Test
  void quantitiesStayVerbatim() {
    assertThat(edge("qty00003").requests().memory()).isEqualTo("129e6");
    assertThat(edge("qty00007").requests().cpu()).isEqualTo("123456789n");
    assertThat(edge("qty00009").requests().cpu()).isEqualTo("1k");
  }

  @Test
  void timesAndNumbersAtTheirCorners() {
    assertThat(edge("tm000002").startTime()).isEqualTo("2026-08-20T14:03:27.123456Z");
    assertThat(edge("tm000002").expiryTime()).isEqualTo("2026-08-24T14:03:27Z");
    assertThat(edge("tm000001").expiryTime()).isEqualTo("2026-08-24T14:00:00Z");
    assertThat(edge("tm000003").expiryTime()).isNull();
    assertThat(edge("sc000002").runAsUser()).isEqualTo(4294967290L);
    assertThat(edge("lb000001").fixed()).isFalse();
    assertThat(edge("lb000002").kind()).isEqualTo("Notebook");
  }

  @ParameterizedTest
  @CsvSource({
    "251615066192, 9999-12-31T23:59:59Z",
    "251615066193,",
    "31556888076168592,",
    "9223372036854775807,"
  })
  void whatEndsBeyondTheYear9999HasNoExpiry(long deadline, String expiry) {
    Job firefly = Given.read("fixtures/canonical.job.firefly-expired.json", Job.class);
    firefly.getSpec().setActiveDeadlineSeconds(deadline);

    Recount recount = Recount.of(List.of(firefly), List.of(), null, null);

    assertThat(recount.users().get("bchen").rows())
        .singleElement()
        .extracting(SessionRow::expiryTime)
        .isEqualTo(expiry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foreign", "unknown"})
  void strangersDoNotCount(String name) {
    List<Job> jobs = Given.jobs("fixtures/" + name + ".joblist.json");

    assertThat(jobs).hasSize(2);
    assertThat(Recount.of(jobs, List.of(), null, null).platform().sessions().total()).isOne();
  }

  @Test
  void migratedJobIsCanonicalFirst() {
    Job dual = Given.read("fixtures/dual.job.notebook-running-migrated.json", Job.class);

    assertThat(total(dual)).isOne();
    assertThat(total(dual, Generation.Canonical)).isOne();
    assertThat(total(dual, Generation.Legacy)).isOne();
  }

  private static long total(Job job, Generation... generations) {
    var spec = generations.length == 0 ? null : Given.spec(generations);
    return Recount.of(List.of(job), List.of(), null, spec).platform().sessions().total();
  }

  private static SessionRow edge(String id) {
    Stream<Job> jobs = Given.jobs("fixtures/edge.joblist.json").stream();
    Recount recount = Recount.of(jobs.toList(), List.of(), null, null);
    return recount.users().get("adal").rows().stream()
        .filter(row -> row.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static double cpu(String quantity) {
    return Quantity.parse(quantity).getNumericalAmount().doubleValue();
  }

  private static String gigabytes(String quantity) {
    BigDecimal bytes = Quantity.parse(quantity).getNumericalAmount();
    DecimalFormat skahas = new DecimalFormat("#.###", DecimalFormatSymbols.getInstance(Locale.US));
    return skahas.format(bytes.divide(BigDecimal.TEN.pow(9))) + "G";
  }
}
