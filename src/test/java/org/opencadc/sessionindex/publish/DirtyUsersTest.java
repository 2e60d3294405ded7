package org.opencadc.sessionindex.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.ResourceVersions;

class DirtyUsersTest {
  private final DirtyUsers dirty = new DirtyUsers();

  private static ResourceVersions at(long version) {
    return new ResourceVersions(Long.toString(version), "1", null);
  }

  private void mark(String user, long version) {
    dirty.mark(user, at(version), Instant.EPOCH.plusSeconds(version));
  }

  @Test
  void theOldestChangeCounts() {
    assertThat(dirty.oldest()).isNull();
    mark("adal", 10);
    mark("bchen", 11);
    mark("adal", 12);
    assertThat(dirty.oldest().versions()).isEqualTo(at(10));
    assertThat(dirty.oldest().time()).isEqualTo(Instant.EPOCH.plusSeconds(10));

    dirty.begin("adal");
    assertThat(dirty.published("adal")).isFalse();
    assertThat(dirty.oldest().versions()).isEqualTo(at(11));
    assertThat(dirty.contains("adal")).isFalse();
    assertThat(dirty.size()).isEqualTo(1);
  }

  @Test
  void aChangeDuringTheWriteStays() {
    mark("adal", 10);
    dirty.begin("adal");
    mark("adal", 11);
    mark("adal", 12);
    assertThat(dirty.oldest().versions()).as("not answered yet").isEqualTo(at(10));
    assertThat(dirty.published("adal")).isTrue();
    assertThat(dirty.oldest().versions()).isEqualTo(at(11));
  }

  @Test
  void aFirstChangeDuringTheWriteStays() {
    dirty.begin("adal");
    mark("adal", 10);
    assertThat(dirty.published("adal")).isTrue();
    assertThat(dirty.oldest().versions()).isEqualTo(at(10));
  }

  @Test
  void aWriteThatFailedLeavesTheOldestChange() {
    mark("adal", 10);
    dirty.begin("adal");
    mark("adal", 11);
    dirty.begin("adal");
    assertThat(dirty.oldest().versions()).isEqualTo(at(10));
    assertThat(dirty.published("adal")).isFalse();
    assertThat(dirty.oldest()).isNull();
  }

  @Test
  void whatIsOutInPartCountsAsOfItsBegin() {
    mark("adal", 10);
    dirty.begin("adal");
    dirty.partlyPublished("adal");
    mark("adal", 11);
    dirty.begin("adal");
    assertThat(dirty.isPartlyPublished("adal")).isTrue();
    assertThat(dirty.published("adal")).as("11 may be missing").isTrue();
    assertThat(dirty.oldest().versions()).isEqualTo(at(11));
    assertThat(dirty.isPartlyPublished("adal")).isFalse();
    dirty.begin("adal");
    assertThat(dirty.published("adal")).isFalse();
  }

  /** What is claimed is always before the first change that some user's summary lacks. */
  @Property(tries = 500)
  void noUnpublishedChangeIsClaimed(
      @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 27) Integer> script) {
    DirtyUsers any = new DirtyUsers();
    Map<String, List<Long>> unpublished = new HashMap<>();
    Map<String, List<Long>> inFlight = new HashMap<>();
    long applied = 100;
    for (int command : script) {
      String user = "u" + command % 4;
      List<Long> missing = unpublished.computeIfAbsent(user, u -> new ArrayList<>());
      switch (command / 4) {
        case 0, 1 -> {
          any.mark(user, at(applied), Instant.EPOCH);
          applied++;
          missing.add(applied);
        }
        case 2, 3 -> {
          boolean partly = any.isPartlyPublished(user);
          any.begin(user);
          if (!partly) {
            inFlight.put(user, List.copyOf(missing));
          }
        }
        case 4 -> {
          if (inFlight.containsKey(user)) {
            missing.removeAll(inFlight.remove(user));
            assertThat(any.published(user)).isEqualTo(!missing.isEmpty());
          }
        }
        case 5 -> {
          if (inFlight.containsKey(user)) {
            any.partlyPublished(user);
          }
        }
        default -> {
          if (!any.isPartlyPublished(user)) {
            inFlight.remove(user);
          }
        }
      }
      long claimed =
          any.oldest() == null ? applied : Long.parseLong(any.oldest().versions().jobs());
      assertThat(unpublished.values()).allSatisfy(l -> assertThat(l).allMatch(v -> v > claimed));
    }
    for (String user : unpublished.keySet()) {
      boolean unused = any.published(user);
      any.begin(user);
      assertThat(any.published(user)).isFalse();
    }
    assertThat(any.oldest()).as("nothing stays dirty for ever").isNull();
  }
}
