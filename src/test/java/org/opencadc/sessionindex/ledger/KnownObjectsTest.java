package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KnownObjectsTest {
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));

  @Test
  void factsAreThoseThatWereAppliedLast() {
    JobFacts job = AJob.of("j").version("12").facts();
    PodFacts pod = APod.of("p").job("j").version("12").cores(1, 2).facts();
    NodeFacts node = ANode.of("n").version("12").facts();
    ledger.apply(AJob.of("j").version("11").facts());
    ledger.apply(APod.of("p").job("j").version("11").cores(1, 2).facts());
    ledger.apply(ANode.of("n").version("11").facts());
    ledger.apply(job);
    ledger.apply(pod);
    ledger.apply(node);

    assertThat(ledger.job("j")).isEqualTo(job);
    assertThat(ledger.pod("p")).isEqualTo(pod);
    assertThat(ledger.node("n")).isEqualTo(node);
    assertThat(ledger.uids(ObjectKind.JOB)).containsExactly("j");
    assertThat(ledger.uids(ObjectKind.POD)).containsExactly("p");
    assertThat(ledger.uids(ObjectKind.NODE)).containsExactly("n");
  }

  @Test
  void aJobThatIsNoSessionIsKnown() {
    ledger.apply(AJob.of("foreign").canonical(null).facts());

    assertThat(ledger.uids(ObjectKind.JOB)).containsExactly("foreign");
    assertThat(ledger.job("foreign")).isNotNull();
  }

  @Test
  void aJobOfWhichOnlyPodsAreThereIsNotKnown() {
    ledger.apply(APod.of("p").job("j").cores(1, 2).facts());
    assertThat(ledger.uids(ObjectKind.JOB)).isEmpty();
    assertThat(ledger.job("j")).isNull();

    ledger.apply(AJob.of("j").facts());
    ledger.remove(ObjectKind.JOB, "j");
    assertThat(ledger.uids(ObjectKind.JOB)).isEmpty();
    assertThat(ledger.job("j")).isNull();
    assertThat(ledger.uids(ObjectKind.POD)).containsExactly("p");
  }

  @Test
  void whatWasNeverAppliedIsNotKnown() {
    assertThat(ledger.job("x")).isNull();
    assertThat(ledger.pod("x")).isNull();
    assertThat(ledger.node("x")).isNull();
  }
}
