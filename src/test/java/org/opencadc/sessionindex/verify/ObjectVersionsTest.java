package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.api.SessionIndexSpec;

class ObjectVersionsTest {
  private static final String ADAL = Difference.user("adal");

  private final List<Job> jobs = new ArrayList<>(Given.jobs("fixtures/canonical.joblist.json"));
  private final List<Pod> pods = new ArrayList<>(Given.pods("fixtures/canonical.podlist.json"));
  private final List<Node> nodes = Given.workers();
  private final ObjectVersions earlier = now();

  private ObjectVersions now() {
    return ObjectVersions.of(jobs, pods, nodes, SessionIndexSpec.orDefaults(null));
  }

  private boolean stoodStill(String scope) {
    return earlier.stoodStill(scope, now());
  }

  private Job jobOfAdal() {
    return jobs.stream()
        .filter(job -> "adal".equals(job.getMetadata().getLabels().get("canfar.net/username")))
        .filter(job -> pods.stream().anyMatch(pod -> isOf(pod, job)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isOf(Pod pod, Job job) {
    return Recount.jobUid(pod).filter(job.getMetadata().getUid()::equals).isPresent();
  }

  private static void write(HasMetadata object) {
    object.getMetadata().setResourceVersion(object.getMetadata().getResourceVersion() + "0");
  }

  private void onlyAdalMoved() {
    assertThat(stoodStill(ADAL)).isFalse();
    assertThat(stoodStill(Difference.PLATFORM)).isFalse();
    assertThat(stoodStill(PublicComparison.SCOPE)).isFalse();
    assertThat(earlier.digests().keySet())
        .filteredOn(user -> !user.isEmpty() && !user.equals("adal"))
        .isNotEmpty()
        .allSatisfy(user -> assertThat(stoodStill(Difference.user(user))).isTrue());
  }

  @Test
  void sameVersionsInAnyOrderStoodStill() {
    Collections.reverse(jobs);
    Collections.reverse(pods);

    assertThat(stoodStill(Difference.PLATFORM)).isTrue();
    assertThat(stoodStill(ADAL)).isTrue();
    assertThat(stoodStill(Difference.user("nobody"))).isTrue();
  }

  @Test
  void writtenJobMovesItsUserAndThePlatform() {
    write(jobOfAdal());

    onlyAdalMoved();
  }

  @Test
  void writtenPodMovesTheUserOfItsJob() {
    Job job = jobOfAdal();
    pods.stream().filter(pod -> isOf(pod, job)).forEach(ObjectVersionsTest::write);

    onlyAdalMoved();
  }

  @Test
  void jobThatIsGoneOrMadeAnewMovesItsUser() {
    Job job = jobOfAdal();
    jobs.remove(job);
    assertThat(stoodStill(ADAL)).isFalse();
    job.getMetadata().setUid("another");
    jobs.add(job);

    onlyAdalMoved();
  }

  @Test
  void whatIsNobodysMovesThePlatformAlone() {
    write(nodes.get(0));

    assertThat(stoodStill(Difference.PLATFORM)).isFalse();
    assertThat(stoodStill(ADAL)).isTrue();
  }
}
