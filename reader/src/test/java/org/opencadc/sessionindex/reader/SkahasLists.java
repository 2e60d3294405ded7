package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.BatchV1Api;
import io.kubernetes.client.openapi.models.V1JobList;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** LISTs Jobs by the labels of one generation, as Skaha does, and compares them in shadow mode. */
final class SkahasLists {
  private final BatchV1Api jobs;
  private final String namespace;
  private final LabelGeneration generation;
  private final ShadowComparison shadow;

  SkahasLists(
      ApiClient client, String namespace, SessionIndexReader reader, LabelGeneration generation) {
    this.jobs = new BatchV1Api(client);
    this.namespace = namespace;
    this.generation = generation;
    this.shadow = reader.shadow(generation);
  }

  V1JobList list(String user, boolean interactive) throws ApiException {
    String selector = new JobQuery(user, null, interactive).selectors(List.of(generation)).get(0);
    return jobs.listNamespacedJob(namespace).labelSelector(selector).execute();
  }

  /** All users' LISTs agree with their summaries once nothing was written for a while. */
  void agreeAtRest(Collection<String> users) throws ApiException, InterruptedException {
    long begun = System.nanoTime();
    long voids;
    long agreed;
    do {
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(90));
      voids = count(ShadowOutcome.VOID);
      agreed = count(ShadowOutcome.AGREED);
      listAndSettle(users);
    } while (count(ShadowOutcome.VOID) > voids);
    for (ShadowDifference difference : ShadowDifference.values()) {
      assertThat(shadow.counts().differences(difference)).as(difference.name()).isZero();
    }
    assertThat(count(ShadowOutcome.AGREED) - agreed).isEqualTo(2L * users.size());
  }

  private void listAndSettle(Collection<String> users) throws ApiException, InterruptedException {
    for (String user : users) {
      shadow.listed(user, list(user, false));
      shadow.listedInteractive(user, list(user, true));
    }
    long begun = System.nanoTime();
    while (true) {
      shadow.settle();
      if (shadow.waiting() == 0) {
        return;
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
      Thread.sleep(200);
    }
  }

  /** Compares a LIST of before once more, twice. */
  ShadowCounts compareTwice(String user, V1JobList list) {
    for (int i = 0; i < 2; i++) {
      shadow.listed(user, list);
      shadow.settle();
    }
    return shadow.counts();
  }

  private long count(ShadowOutcome outcome) {
    return shadow.counts().outcomes(outcome);
  }
}
