package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1JobList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random and odd Jobs, pods and nodes on an API server: what Skaha asks is answered the same from
 * summaries, from LISTs and by an expectation that knows neither, and the figures are those of an
 * independent recount. With watches, after changes, and from the LISTs of an operator that has just
 * started. What is forged then is seen in shadow mode. Another run: {@code -Danswers.seed=}.
 */
@Tag("cluster")
class RandomSessionsIT {
  private static final String NAMESPACE = "answers-random";

  /** Whose summary is forged in the end. */
  private static final String FORGED = "adal";

  /** So few that users have several slices. */
  private static final int ROWS_PER_SLICE = 10;

  private static final String INDEX =
      """
      {"apiVersion": "skaha.opencadc.org/v1alpha1", "kind": "SessionIndex",
       "metadata": {"name": "main"},
       "spec": {"nodes": {"selector": {"matchLabels": {"%s": "true"}}},
                "publish": {"heartbeatSeconds": 5, "validForSeconds": 30, "rowsPerSlice": %d,
                            "publicRows": true}}}
      """
          .formatted(RandomNodes.LABEL, RandomSessionsIT.ROWS_PER_SLICE);

  private RealCluster cluster;
  private RawObjects objects;
  private RandomNodes nodes;
  private RandomWorkload workload;

  @Test
  @Timeout(600)
  void areAnsweredAsSkahaAnswersThem() throws Exception {
    long seed = Long.getLong("answers.seed", System.nanoTime());
    System.out.println("answers.seed=" + seed);
    Random random = new Random(seed);
    cluster = new RealCluster(Path.of(System.getProperty("testcluster.dir")));
    cluster.installCrds(Path.of("..", "deploy", "crds"));
    objects = new RawObjects(cluster.client, NAMESPACE);
    objects.createNamespace();
    cluster.createIndex(NAMESPACE, Index.json(INDEX));
    objects.create(RawObjects.Type.RUNTIME_CLASSES, Index.json(RandomPods.RUNTIME_CLASS));
    nodes = new RandomNodes(objects, random);
    nodes.create();
    workload = new RandomWorkload(objects, random);
    try (OperatorProcess operator =
        new OperatorProcess(
            cluster.kubeconfig,
            System.getProperty("operator.classpath"),
            Path.of("target", "random-operator.log").toFile(),
            NAMESPACE)) {
      operator.start();
      workload.create(200);
      compare("created");
      workload.change();
      nodes.change();
      workload.create(40);
      compare("changed");
      compareInShadow();
      System.out.println(operator.verify(NAMESPACE));
      operator.kill();
      workload.create(20);
      operator.start();
      compare("started again");
      compareEverybody();
      System.out.println(operator.verify(NAMESPACE));
      forge(operator);
    }
  }

  /** What Skaha finds by the labels of one generation is in the summaries of both. */
  private void compareInShadow() throws Exception {
    for (LabelGeneration generation : LabelGeneration.values()) {
      lists(generation).agreeAtRest(RandomJobs.USERS);
    }
  }

  /** Without an operator nobody heals a summary, and it still counts for a while. */
  private void forge(OperatorProcess operator) throws Exception {
    Map<LabelGeneration, V1JobList> before = new EnumMap<>(LabelGeneration.class);
    for (LabelGeneration generation : LabelGeneration.values()) {
      SkahasLists skaha = lists(generation);
      before.put(generation, skaha.list(FORGED, false));
      skaha.agreeAtRest(List.of(FORGED));
    }
    operator.kill();
    JsonObject status =
        objects.get(RawObjects.Type.SUMMARIES, "main." + FORGED).getAsJsonObject("status");
    status
        .getAsJsonArray("rows")
        .forEach(row -> row.getAsJsonObject().addProperty("image", "images.example.org/forged"));
    JsonObject forged = new JsonObject();
    forged.add("status", status);
    objects.patch(RawObjects.Type.SUMMARIES, "main." + FORGED + "/status", forged.toString());
    for (LabelGeneration generation : LabelGeneration.values()) {
      ShadowCounts counts = lists(generation).compareTwice(FORGED, before.get(generation));
      assertThat(counts.outcomes(ShadowOutcome.SUSPECTED)).isEqualTo(1);
      assertThat(counts.outcomes(ShadowOutcome.DIFFERED)).isEqualTo(1);
      assertThat(counts.differences(ShadowDifference.TEMPLATE)).isEqualTo(1);
    }
  }

  private SkahasLists lists(LabelGeneration generation) {
    return new SkahasLists(
        cluster.client,
        NAMESPACE,
        new SessionIndexReader(cluster.client, ReaderSettings.of(NAMESPACE, "main")),
        generation);
  }

  /** The public rows are half a minute behind, but for those that a new operator compares. */
  private void compareEverybody() throws Exception {
    SessionIndexReader reader =
        new SessionIndexReader(cluster.client, ReaderSettings.of(NAMESPACE, "main"));
    String version = objects.version();
    long begun = System.nanoTime();
    while (!(reader.everybody().origin() == Origin.SUMMARY
        && reader.everybody().includes(version))) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(90));
      Thread.sleep(500);
    }
    SortedMap<String, JsonObject> sessions = workload.sessions();
    assertThat(ExpectedSessions.everybody(sessions, "desktop-app", null)).contains("userid");
    new AnswerComparison(reader, session -> "", Usage.NONE, Origin.SUMMARY, ROWS_PER_SLICE)
        .checkEverybody(sessions);
  }

  private void compare(String when) throws InterruptedException, IOException {
    ReaderSettings settings = ReaderSettings.of(NAMESPACE, "main");
    SessionIndexReader reader = new SessionIndexReader(cluster.client, settings);
    // no index has that name, so all its answers are from LISTs
    SessionIndexReader lists =
        new SessionIndexReader(cluster.client, ReaderSettings.of(NAMESPACE, "none"));
    String version = objects.version();
    for (String user : RandomJobs.USERS) {
      AnswerComparison.awaitSummary(reader, user, version);
    }
    SortedMap<String, ExpectedSessions> expected =
        ExpectedSessions.byUser(workload.sessions(), Set.copyOf(RandomJobs.USERS));
    AnswerComparison summaries =
        new AnswerComparison(
            reader, session -> "", workload.usage(), Origin.SUMMARY, ROWS_PER_SLICE);
    expected.values().forEach(summaries::check);
    expected
        .values()
        .forEach(
            new AnswerComparison(
                    lists, session -> "", workload.usage(), Origin.LIST, ROWS_PER_SLICE)
                ::check);
    awaitStats(new SkahaViews(reader, session -> "", Ceilings.LARGEST_NODES));
    RecountedFigures recount =
        new RecountedFigures(
            objects.list(RawObjects.Type.JOBS), objects.list(RawObjects.Type.PODS));
    expected.forEach(
        (user, sessions) ->
            recount.check(sessions, reader.user(user, Purpose.DECIDE).orElseThrow()));
    for (String user : RandomJobs.USERS) {
      // no LIST of Jobs knows what comes from pods
      assertThat(reader.sessions(user, Purpose.DECIDE).value())
          .usingRecursiveComparison()
          .ignoringFields("podName", "reason", "message", "sinceTime")
          .isEqualTo(lists.sessions(user, Purpose.DECIDE).value());
    }
    System.out.println(when + ": " + workload + "; " + summaries.answers() + " answers");
  }

  /** An answer does not say up to which version of the nodes it is. */
  private void awaitStats(SkahaViews views) throws InterruptedException {
    String expected = nodes.stats(workload.pods());
    long begun = System.nanoTime();
    Answer<String> stats = views.stats().orElseThrow();
    while (!stats.value().equals(expected)
        && Duration.ofNanos(System.nanoTime() - begun).compareTo(Duration.ofSeconds(20)) < 0) {
      Thread.sleep(200);
      stats = views.stats().orElseThrow();
    }
    assertThat(stats.value()).isEqualTo(expected);
    assertThat(stats.origin()).isEqualTo(Origin.SUMMARY);
  }
}
