package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ResourceVectorTest {

  @Property(tries = 300)
  void whatWasAddedCanBeTakenOut(
      @ForAll("vectors") ResourceVector some, @ForAll("vectors") ResourceVector more) {
    assertThat(some.plus(more).minus(more)).isEqualTo(some);
    assertThat(some.minus(more).plus(more)).isEqualTo(some);
    assertThat(some.minus(some)).isEqualTo(ResourceVector.ZERO);
    assertThat(some.plus(more)).isEqualTo(more.plus(some));
  }

  @Property(tries = 100)
  void timesIsARepeatedSum(@ForAll("vectors") ResourceVector some) {
    assertThat(some.times(3)).isEqualTo(some.plus(some).plus(some));
    assertThat(some.times(0)).isEqualTo(ResourceVector.ZERO);
    assertThat(some.times(-1)).isEqualTo(ResourceVector.ZERO.minus(some));
  }

  @Test
  void zerosAreDropped() {
    assertThat(new ResourceVector(0, 0, Map.of("a/b", 0L))).isEqualTo(ResourceVector.ZERO);
    assertThat(new ResourceVector(1, 0, Map.of("a/b", 0L, "a/c", 1L)).extended())
        .isEqualTo(Map.of("a/c", 1L));
  }

  @Test
  void aVectorDoesNotShareTheCallersMap() {
    Map<String, Long> extended = new HashMap<>(Map.of("a/b", 1L));
    ResourceVector vector = new ResourceVector(0, 0, extended);
    extended.put("a/b", 2L);

    assertThat(vector.extended()).isEqualTo(Map.of("a/b", 1L));
  }

  @Test
  void maxIsByResource() {
    ResourceVector left = new ResourceVector(5, 1, Map.of("a/b", 1L, "a/c", 9L));
    ResourceVector right = new ResourceVector(2, 7, Map.of("a/b", 3L, "a/d", 4L));

    assertThat(left.max(right))
        .isEqualTo(new ResourceVector(5, 7, Map.of("a/b", 3L, "a/c", 9L, "a/d", 4L)));
  }

  @Provide
  Arbitrary<ResourceVector> vectors() {
    Arbitrary<Map<String, Long>> extended =
        Arbitraries.maps(Arbitraries.of("a/b", "a/c", "a/d"), Arbitraries.longs()).ofMaxSize(3);
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs(), extended)
        .as(ResourceVector::new);
  }
}
