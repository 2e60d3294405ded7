package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.SessionSummary;
import org.opencadc.sessionindex.api.SessionSummarySpec;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** Whatever else says that it is one of an index, its own objects are read and no others. */
class IdentityTest {
  private static final SessionSummarySpec ADAL = SessionSummarySpec.user("main", "adal");

  private final FakeCluster cluster = new FakeCluster();
  private SessionSummaryStatus adal;

  @BeforeEach
  void publish() {
    cluster.publish();
    adal = cluster.users.get("adal");
  }

  private List<Difference> differences() {
    return cluster.verify(true).run("main").differences();
  }

  private void other(String name, SessionSummarySpec identity, SessionSummaryStatus status) {
    cluster.others.add(FakeCluster.summary(name, identity, status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zulu", "main.adal-2", "main.adal.s0", "main", "main.Adal"})
  void aSecondObjectOfTheSameIdentityIsNotTakenForTheFirst(String name) {
    other(name, ADAL, Recount.NO_SESSIONS);

    assertThat(differences())
        .containsExactly(new Difference("user adal", "metadata.name", "main.adal", name));
  }

  @Test
  void aSecondObjectIsADifferenceThoughItSaysTheSame() {
    other("main.adal.old", ADAL, adal);

    VerifyReport report = cluster.verify(false).run("main");

    assertThat(report.exitCode()).isOne();
    assertThat(report.differences())
        .containsExactly(
            new Difference("user adal", "metadata.name", "main.adal", "main.adal.old"));
  }

  @Test
  void aSecondObjectIsADifferenceThoughItSaysNothing() {
    other("main.adal.old", ADAL, null);

    assertThat(differences()).extracting(Difference::field).containsExactly("metadata.name");
  }

  @Test
  void anObjectOfAnotherNameStandsForNobody() {
    cluster.users.remove("adal");
    other("main.eve", ADAL, adal);

    assertThat(differences())
        .containsExactlyInAnyOrder(
            new Difference("user adal", "status", "present", "absent"),
            new Difference("user adal", "metadata.name", "main.adal", "main.eve"));
  }

  @Test
  void thePlatformHasOneObject() {
    other("old", SessionSummarySpec.platform("main"), Recount.NO_SESSIONS);

    assertThat(differences())
        .containsExactly(new Difference("platform", "metadata.name", "main", "old"));
  }

  @Test
  void slicesAreToldApartByTheirNamesToo() {
    other("main.adal.s2", SessionSummarySpec.slice("main", "adal", 1), Recount.NO_SESSIONS);
    other("main.public--2", SessionSummarySpec.publicRows("main", 1), Recount.NO_SESSIONS);

    assertThat(differences())
        .containsExactlyInAnyOrder(
            new Difference("user adal", "metadata.name", "main.adal.s1", "main.adal.s2"),
            new Difference("public", "metadata.name", "main.public--1", "main.public--2"));
  }

  @Test
  void namesOfTheIndexAreForItsOwnObjects() {
    other("main.eve", SessionSummarySpec.user("other", "eve"), Recount.NO_SESSIONS);
    other("main.adal.s1", SessionSummarySpec.user("main.adal", "s1"), Recount.NO_SESSIONS);

    assertThat(differences())
        .containsExactlyInAnyOrder(
            new Difference("user eve", "metadata.name", "a name of index other", "main.eve"),
            new Difference(
                "user s1", "metadata.name", "a name of index main.adal", "main.adal.s1"));
  }

  @Test
  void objectsOfOtherIndexesAreNotLookedAt() {
    other("other", SessionSummarySpec.platform("other"), Recount.NO_SESSIONS);
    other("mainly.eve", SessionSummarySpec.user("mainly", "eve"), Recount.NO_SESSIONS);
    other("stray", SessionSummarySpec.user("other", "eve"), Recount.NO_SESSIONS);

    assertThat(differences()).isEmpty();
  }

  @Test
  void whoListsByTheIndexFindsAll() {
    cluster.users.remove("adal");
    SessionSummary unlabelled = FakeCluster.summary("main.adal", ADAL, adal);
    unlabelled.getMetadata().setLabels(null);
    cluster.others.add(unlabelled);

    assertThat(differences())
        .containsExactly(
            new Difference(
                "user adal", "metadata.labels[skaha.opencadc.org/index]", "main", "absent"));
  }
}
