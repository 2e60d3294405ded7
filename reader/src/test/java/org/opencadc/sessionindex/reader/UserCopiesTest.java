package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No copy is older than what the platform's summary tells, whatever comes in which order. */
class UserCopiesTest {
  private static final int USERS = 4;
  private static final int NAMED = 3;

  /** An operator, its API server, and readings of its platform's summary. */
  private static final class World {
    final Random random;
    final List<Long> written = new ArrayList<>(Collections.nCopies(USERS, 0L));
    final List<Long> finished = new ArrayList<>(written);
    final List<String> latest = new ArrayList<>();
    final List<Told> told = new ArrayList<>();
    int epoch;
    long count;

    /** What a platform's summary says, and what had been written by then. */
    record Told(UserWrites writes, List<Long> finished) {}

    World(long seed) {
      random = new Random(seed);
      tell();
    }

    void step() {
      switch (random.nextInt(8)) {
        case 0, 1 -> write(random.nextInt(USERS));
        case 2, 3 -> finish(random.nextInt(USERS));
        case 4, 5, 6 -> tell();
        default -> restart();
      }
    }

    private void write(int user) {
      written.set(user, written.get(user) + 1);
    }

    private void finish(int user) {
      if (finished.get(user) < written.get(user)) {
        finished.set(user, written.get(user));
        count++;
        latest.add(0, "user" + user);
        if (latest.size() > NAMED) {
          latest.remove(NAMED);
        }
      }
    }

    /** Another process compares all before it claims anything, and says nothing of before. */
    private void restart() {
      if (random.nextInt(8) == 0) {
        epoch++;
        count = 0;
        latest.clear();
        Collections.copy(finished, written);
        tell();
      }
    }

    private void tell() {
      told.add(
          new Told(
              new UserWrites("epoch" + epoch, count, List.copyOf(latest)), List.copyOf(finished)));
    }

    /** Most often the newest; another API server's cache may have an older one. */
    Told reading() {
      int back = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
      return told.get(Math.max(0, told.size() - 1 - back));
    }
  }

  @Property(tries = 500)
  void noCopyIsOlderThanWhatIsTold(@ForAll long seed) {
    World world = new World(seed);
    UserCopies copies = new UserCopies(1000);
    long hits = 0;
    for (int i = 0; i < 300; i++) {
      world.step();
      World.Told told = world.reading();
      int user = world.random.nextInt(USERS);
      UserCopies.Key key = new UserCopies.Key("user" + user, UserSource.Rows.ALL);
      UserReading copy = copies.get(key, told.writes()).orElse(null);
      if (copy == null) {
        long content = world.written.get(user);
        if (world.random.nextBoolean()) {
          // while the GET is under way others go on
          world.step();
          copies.get(key, world.reading().writes());
        }
        copies.put(key, reading(content), told.writes());
      } else {
        hits++;
        assertThat(copy.active()).isGreaterThanOrEqualTo(told.finished().get(user));
      }
    }
    assertThat(hits).isPositive();
  }

  /** Two requests hold two readings of the platform's summary, and the older one comes later. */
  @Example
  void whatIsToldTooLateForgetsNothing() {
    UserCopies copies = new UserCopies(1000);
    UserCopies.Key key = new UserCopies.Key("user0", UserSource.Rows.ALL);
    UserWrites older = new UserWrites("epoch", 10, List.of());
    UserWrites newer = new UserWrites("epoch", 12, List.of("user1", "user1"));
    copies.get(key, newer);
    copies.put(key, reading(1), newer);

    assertThat(copies.get(key, older)).as("it may not have what that one claims").isEmpty();
    copies.put(key, reading(0), older);
    assertThat(copies.get(key, newer).orElseThrow().active()).isEqualTo(1);
    assertThat(copies.get(key, new UserWrites("another", 10, List.of()))).isEmpty();
    assertThat(copies.get(key, newer)).isEmpty();
  }

  private static UserReading reading(long content) {
    UserFigures figures =
        UserFigures.of(
            new Members(
                Index.json(
                    "{\"sessions\": {\"interactive\": {\"active\": %d}}}".formatted(content))));
    return new UserReading(
        null, figures, List.of(), true, Versions.UNKNOWN, null, Duration.ZERO, 0);
  }
}
