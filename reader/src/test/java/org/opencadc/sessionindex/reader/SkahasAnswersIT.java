package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What Skaha's own classes answer to Jobs of both generations comes through an API server, the
 * operator and the reader, to the byte. Every namespace has all Jobs; their indexes read one
 * generation or both.
 */
@Tag("cluster")
@Timeout(180)
class SkahasAnswersIT {
  private static final String BOTH = "answers-both";
  private static final String CURRENT = "answers-current";
  private static final String LEGACY = "answers-legacy";
  private static final Map<String, String> GENERATIONS =
      Map.of(
          BOTH, "[\"Canonical\", \"Legacy\"]", CURRENT, "[\"Canonical\"]", LEGACY, "[\"Legacy\"]");
  private static final ContractJobs ALL = ContractJobs.current().and(ContractJobs.legacy());
  private static final Set<String> USERS = ExpectedSessions.users(ALL.answers());

  private static RealCluster cluster;
  private static OperatorProcess operator;

  @BeforeAll
  static void start() throws Exception {
    cluster = new RealCluster(Path.of(System.getProperty("testcluster.dir")));
    cluster.installCrds(Path.of("..", "deploy", "crds"));
    for (Map.Entry<String, String> namespace : GENERATIONS.entrySet()) {
      RawObjects objects = new RawObjects(cluster.client, namespace.getKey());
      objects.createNamespace();
      cluster.createIndex(
          namespace.getKey(),
          Index.json(
              """
              {"apiVersion": "skaha.opencadc.org/v1alpha1", "kind": "SessionIndex",
               "metadata": {"name": "main"},
               "spec": {"labels": {"generations": %s}, "nodes": {"enabled": false},
                        "publish": {"heartbeatSeconds": 5, "validForSeconds": 30}}}
              """
                  .formatted(namespace.getValue())));
      for (JsonObject job : ALL.jobs().values()) {
        objects.create(RawObjects.Type.JOBS, job, job.getAsJsonObject("status"));
      }
    }
    operator =
        new OperatorProcess(
            cluster.kubeconfig,
            System.getProperty("operator.classpath"),
            Path.of("target", "answers-operator.log").toFile(),
            GENERATIONS.keySet().toArray(String[]::new));
    operator.start();
  }

  @AfterAll
  static void stop() {
    if (operator != null) {
      operator.close();
    }
  }

  @Test
  void ofBothGenerationsAtOnce() throws Exception {
    compare(BOTH, ALL, LabelGeneration.CANONICAL, LabelGeneration.LEGACY);
  }

  @Test
  void ofTheCurrentGenerationAlone() throws Exception {
    compare(CURRENT, ContractJobs.current(), LabelGeneration.CANONICAL);
  }

  @Test
  void ofTheLegacyGenerationAlone() throws Exception {
    compare(LEGACY, ContractJobs.legacy(), LabelGeneration.LEGACY);
  }

  private static void compare(String namespace, ContractJobs skaha, LabelGeneration... generations)
      throws Exception {
    assertThat(skaha.answers().keySet()).isEqualTo(skaha.jobs().keySet());
    assertThat(skaha.answers()).hasSizeGreaterThan(50);
    ReaderSettings settings =
        ReaderSettings.builder(namespace, "main").generations(generations).build();
    SessionIndexReader reader = new SessionIndexReader(cluster.client, settings);
    String version = new RawObjects(cluster.client, namespace).version();
    for (String user : USERS) {
      AnswerComparison.awaitSummary(reader, user, version);
    }
    assertThat(AnswerComparison.jobNames(reader, USERS.stream()))
        .isEqualTo(List.copyOf(skaha.answers().keySet()));
    WorkloadUrls urls = new WorkloadUrls("workload.canfar.net", "/arc/home");
    AnswerComparison summaries =
        new AnswerComparison(reader, urls, Usage.NONE, Origin.SUMMARY, 200);
    ExpectedSessions.byUser(skaha.answers(), USERS).values().forEach(summaries::check);
    for (LabelGeneration generation : generations) {
      new SkahasLists(cluster.client, namespace, reader, generation).agreeAtRest(USERS);
    }
    costNothingAtRest(reader);
    System.out.println(namespace + ": " + summaries.answers() + " answers are Skaha's");
    System.out.println(operator.verify(namespace));
  }

  /** As the operator tells whose summaries were written, pages of the others take no GET. */
  private static void costNothingAtRest(SessionIndexReader reader) {
    USERS.forEach(user -> reader.sessions(user, Purpose.SHOW));
    long gets = reader.counts().gets();
    for (String user : USERS) {
      assertThat(reader.sessions(user, Purpose.SHOW).origin()).isEqualTo(Origin.SUMMARY);
    }
    // the platform's, now and then
    assertThat(reader.counts().gets() - gets).isLessThan(USERS.size());
  }
}
