package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndexSpec;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** What readers would not take is not equal, whatever is in it. */
class SliceJoinTest {
  private static final String USER = "adal";
  private static final String NAME = "main.adal.s1";

  private final ObjectMapper json = new ObjectMapper();
  private final FakeCluster cluster = new FakeCluster();
  private ArrayNode rows;

  @BeforeEach
  void publish() {
    cluster.publish();
    rows = json.valueToTree(cluster.users.get(USER).rows());
    assertThat(rows).hasSizeGreaterThan(3);
  }

  @Test
  void namedSlicesAreJoined() throws JsonProcessingException {
    cutAt(2, 7);
    further(NAME, 1, 7, 2);

    assertThat(cluster.verify(true).run("main").differences()).isEmpty();
  }

  @Test
  void aNamedSliceMustBeTheVeryWrite() throws JsonProcessingException {
    cutAt(2, 7);
    further(NAME, 1, 6, 2);

    assertThat(cluster.verify(true).run("main").differences())
        .containsExactly(
            new Difference("user adal", "slices[main.adal.s1]", "sequence 7", "sequence 6"));
  }

  @Test
  void aNamedSliceMustBeThere() throws JsonProcessingException {
    cutAt(2, 7);

    assertThat(cluster.verify(true).run("main").differences())
        .contains(new Difference("user adal", "slices[main.adal.s1]", "sequence 7", "absent"));
  }

  @Test
  void eachSliceHasItsRowsInOrderAndOnce() throws JsonProcessingException {
    cutAt(2, 7);
    ArrayNode twice = part(rows, 2, rows.size());
    twice.insert(0, twice.get(0));
    ObjectNode status = json.createObjectNode().put("sequence", 7);
    status.set("rows", twice);
    other(NAME, SessionSummarySpec.slice("main", USER, 1), status);

    assertThat(cluster.verify(true).run("main").differences())
        .containsExactly(
            new Difference(
                "user adal", "rows", "by Job name, each once", "another order or one twice"));
  }

  @Test
  void aFurtherSliceLeavesNothingOut() throws JsonProcessingException {
    cutAt(2, 7);
    ObjectNode status = truncated(7);
    status.set("rows", part(rows, 2, rows.size()));
    other(NAME, SessionSummarySpec.slice("main", USER, 1), status);

    assertThat(cluster.verify(true).run("main").differences())
        .containsExactly(
            new Difference(
                "user adal", "slices[main.adal.s1].conditions.Truncated", "absent", "5 of 6"));
  }

  private ObjectNode truncated(long sequence) {
    ObjectNode status = json.createObjectNode().put("sequence", sequence);
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Truncated")
        .put("status", "True")
        .put("message", "5 of 6 sessions have rows");
    return status;
  }

  @Test
  void aSliceThatIsLeftOverIsNotRead() throws JsonProcessingException {
    cutAt(2, 7);
    further(NAME, 1, 7, 2);
    ((ObjectNode) rows.get(0)).put("status", "Failed").put("jobName", "long-gone");
    further("main.adal.s2", 2, 9, 0);

    assertThat(cluster.verify(true).run("main").differences()).isEmpty();
  }

  @Test
  void sliceZeroDoesNotSpeakForTheSlicesThatWait() throws JsonProcessingException {
    cluster.jobs.removeIf(job -> !job.getMetadata().getName().contains(USER));
    cluster.publish();
    rows = json.valueToTree(cluster.users.get(USER).rows());
    ((ObjectNode) rows.get(rows.size() - 1)).put("image", "an-older/one:1");
    cutAt(2, 7);
    further(NAME, 1, 7, 2);
    cluster.version = 100;
    cluster.users.put(USER, observedAt(100, cluster.users.get(USER)));
    cluster.platform = observedAt(100, cluster.platform);
    CatchUp.Pause pause =
        duration -> {
          cluster.now = cluster.now.plus(duration);
          if (++cluster.pauses == 6) {
            cluster.others.clear();
            cluster.publish();
          }
        };

    VerifyReport report =
        new Verify(cluster, "ns", cluster, pause, Duration.ofSeconds(60), true).run("main");

    assertThat(report.differences()).isEmpty();
    assertThat(report.unsettled()).isEmpty();
    assertThat(report.lagSeconds()).isEqualTo(3.0);
  }

  private SessionSummaryStatus observedAt(int version, SessionSummaryStatus status)
      throws JsonProcessingException {
    ObjectNode observed = json.valueToTree(status);
    String both = String.valueOf(version);
    observed.withObject("/observed").put("jobs", both).put("pods", both);
    return json.treeToValue(observed, SessionSummaryStatus.class);
  }

  @Test
  void publicSlicesAreAtLeastTheNamedWrites() throws JsonProcessingException {
    cluster.spec = json.readValue("{\"publish\": {\"publicRows\": true}}", SessionIndexSpec.class);
    cluster.publish();
    ArrayNode all =
        json.valueToTree(
            Recount.of(cluster.jobs, cluster.pods, cluster.nodes, cluster.spec).publicRows());
    publicSlice(0, 4, part(all, 0, 5));
    publicSlice(1, 5, part(all, 5, all.size()));
    assertThat(cluster.verify(true).run("main").differences()).isEmpty();

    cluster.others.remove(1);
    publicSlice(1, 3, part(all, 5, all.size()));
    assertThat(cluster.verify(true).run("main").differences())
        .containsExactly(
            new Difference("public", "slices[main.public--1]", "sequence 4", "sequence 3"));
  }

  @Test
  void publicRowsLeaveNothingOut() throws JsonProcessingException {
    cluster.spec = json.readValue("{\"publish\": {\"publicRows\": true}}", SessionIndexSpec.class);
    cluster.publish();
    ArrayNode all =
        json.valueToTree(
            Recount.of(cluster.jobs, cluster.pods, cluster.nodes, cluster.spec).publicRows());
    ObjectNode first = truncated(4);
    first.set("publicRows", part(all, 0, 5));
    first.putArray("slices").add(named("main.public--1", 4));
    other("main.public--0", SessionSummarySpec.publicRows("main", 0), first);
    ObjectNode second = truncated(4);
    second.set("publicRows", part(all, 5, all.size()));
    other("main.public--1", SessionSummarySpec.publicRows("main", 1), second);

    assertThat(cluster.verify(true).run("main").differences())
        .containsExactlyInAnyOrder(
            new Difference("public", "conditions.Truncated", "absent", "5 of 6"),
            new Difference(
                "public", "slices[main.public--1].conditions.Truncated", "absent", "5 of 6"));
  }

  private void cutAt(int kept, long sequence) throws JsonProcessingException {
    ObjectNode first = json.valueToTree(cluster.users.get(USER));
    first.set("rows", part(rows, 0, kept));
    first.putArray("slices").add(named(NAME, sequence));
    cluster.users.put(USER, json.treeToValue(first, SessionSummaryStatus.class));
  }

  private void further(String name, int slice, long sequence, int from)
      throws JsonProcessingException {
    ObjectNode status = json.createObjectNode().put("sequence", sequence);
    status.set("rows", part(rows, from, rows.size()));
    other(name, SessionSummarySpec.slice("main", USER, slice), status);
  }

  private void publicSlice(int slice, long sequence, ArrayNode rows)
      throws JsonProcessingException {
    ObjectNode status = json.createObjectNode().put("sequence", sequence);
    status.set("publicRows", rows);
    if (slice == 0) {
      status.putArray("slices").add(named("main.public--1", 4));
    }
    other("main.public--" + slice, SessionSummarySpec.publicRows("main", slice), status);
  }

  private void other(String name, SessionSummarySpec spec, ObjectNode status)
      throws JsonProcessingException {
    cluster.others.add(
        FakeCluster.summary(name, spec, json.treeToValue(status, SessionSummaryStatus.class)));
  }

  private ObjectNode named(String name, long sequence) {
    return json.createObjectNode().put("name", name).put("sequence", sequence);
  }

  private ArrayNode part(ArrayNode all, int from, int to) {
    ArrayNode part = json.createArrayNode();
    for (int i = from; i < to; i++) {
      part.add(all.get(i));
    }
    return part;
  }
}
