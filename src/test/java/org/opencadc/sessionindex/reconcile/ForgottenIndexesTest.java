package org.opencadc.sessionindex.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.SessionIndex;

/** Indexes that are told of by an informer that has ended, or never quite began. */
class ForgottenIndexesTest {
  private int activated;

  private final Indexes indexes =
      new Indexes(
          index -> {
            activated++;
            throw new IllegalArgumentException("not in this test");
          });

  private static SessionIndex index(String name, String created) {
    SessionIndex index = new SessionIndex();
    index.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("skaha-workload")
            .withName(name)
            .withUid("uid-of-" + name)
            .withCreationTimestamp(created)
            .build());
    return index;
  }

  @ParameterizedTest
  @ValueSource(strings = {"skaha-workload", PermittedNamespaces.ALL})
  void oneThatIsNotFollowedIsNotTheWinner(String namespace) {
    SessionIndex young = index("young", "2026-11-24T00:00:00Z");
    assertThat(indexes.present(index("old", "2026-11-23T00:00:00Z"))).containsExactly("old");
    assertThat(indexes.present(young)).containsExactlyInAnyOrder("old", "young");
    assertThat(indexes.verdict(young)).isEqualTo(new Indexes.Verdict.Duplicate("old"));

    indexes.forget(namespace);
    assertThat(indexes.present(young)).containsExactly("young");
    assertThat(indexes.verdict(young)).isEqualTo(new Indexes.Verdict.Rejected("not in this test"));
  }

  @Test
  void afterTheEndNoneIsActivated() {
    indexes.close();
    assertThat(indexes.present(index("late", "2026-11-23T00:00:00Z"))).isEmpty();
    assertThat(activated).isZero();
  }
}
