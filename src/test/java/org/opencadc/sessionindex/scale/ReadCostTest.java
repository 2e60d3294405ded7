package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencadc.sessionindex.scale.ReadCost.Taken;

class ReadCostTest {
  private static final Taken SMALL = new Taken(0.0001, ReadCost.LARGE - 1);
  private static final Taken LARGE = new Taken(0.001, ReadCost.LARGE);
  private static final long PID = 42;

  @TempDir private Path proc;
  private ProcessMeter meter;
  private MeasuredServer server;
  private final AtomicLong nanos = new AtomicLong();
  private int collections;
  private int ticks;
  private int readingsWithGarbage;
  private int sent;

  /** A process that has used two ticks more each time that one looks, and more with garbage. */
  @BeforeEach
  void aProcess() throws IOException {
    Path stat = Files.createDirectory(proc.resolve(Long.toString(PID))).resolve("stat");
    meter =
        new ProcessMeter(
            () -> {
              ticks += readingsWithGarbage > 0 ? 10 : 2;
              readingsWithGarbage--;
              try {
                Files.writeString(stat, "42 (a) S 1 42 42 0 -1 0 0 0 0 0 " + ticks + " 0 0 0\n");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return PID;
            },
            proc);
    server = new MeasuredServer(meter, () -> nanos.addAndGet(1_000_000), () -> collections++);
  }

  private long ofThreeTicks() {
    ticks += 3;
    sent++;
    return 100L * sent;
  }

  @Test
  void whatIsUsedAnyhowIsSubtracted() throws Exception {
    readingsWithGarbage = 2;

    ReadCost cost = ReadCost.of(this::ofThreeTicks, 4, LARGE, server);

    assertThat(cost.cpuMillis()).isCloseTo(30, within(1e-6));
    assertThat(cost.bytes()).isEqualTo((100 + 200 + 300 + 400) / 4);
    assertThat(cost.millis()).hasSize(4);
  }

  @Test
  void garbageOfLargeAnswersIsCollectedAndCounts() throws Exception {
    MeasuredServer leaving =
        new MeasuredServer(
            meter, System::nanoTime, () -> ticks += 7 + (collections++ < 2 ? 0 : 4 * sent));

    ReadCost cost = ReadCost.of(this::ofThreeTicks, 4, LARGE, leaving);

    assertThat(cost.cpuMillis()).as("not what it costs anyhow").isCloseTo(70, within(1e-6));
    assertThat(collections).isEqualTo(3);
  }

  @Test
  void whatIsUsedAnyhowIsByTime() throws Exception {
    // each round looks at the time three times, and the third is as much later again
    long[] steps = {1, 1, 3};
    AtomicLong looks = new AtomicLong();
    MeasuredServer slow =
        new MeasuredServer(
            meter, () -> nanos.addAndGet(steps[(int) (looks.getAndIncrement() % 3)]), null);

    ReadCost cost = ReadCost.of(this::ofThreeTicks, 100, SMALL, slow);

    // 62 ticks in 20 requests, of which 3 times 2 anyhow
    assertThat(cost.cpuMillis()).isCloseTo(10 * (62 - 6) / 20.0, within(1e-6));
  }

  /** Something else happens once, while the next one is sent. */
  private ReadCost.Request disturbedAfter(int requests) {
    return () -> {
      ticks += sent == requests ? 1_000 : 0;
      return ofThreeTicks();
    };
  }

  @Test
  void whatHappensBesideOneRoundDoesNotCount() throws Exception {
    ReadCost cost = ReadCost.of(disturbedAfter(25), 100, SMALL, server);

    assertThat(cost.cpuMillis()).isCloseTo(30, within(1e-6));
    assertThat(cost.millis()).hasSize(100);
  }

  @Test
  void smallAnswersAreSentInRoundsHoweverFew() throws Exception {
    ReadCost cost = ReadCost.of(disturbedAfter(2), 7, SMALL, server);

    assertThat(cost.cpuMillis()).isCloseTo(30, within(1e-6));
    assertThat(cost.millis()).hasSize(5);
    assertThat(collections).as("what others left is not collected").isZero();
  }

  private long ofFiveMillis() throws InterruptedException {
    Thread.sleep(5);
    sent++;
    return sent;
  }

  @Test
  void warmingUpTellsHowLongOneTakes() throws Exception {
    long begin = System.nanoTime();

    Taken one = ReadCost.warmUp(this::ofFiveMillis, 3, 0);

    assertThat(sent).isEqualTo(3);
    assertThat(one.bytes()).as("of the last one").isEqualTo(3);
    assertThat(one.seconds()).isBetween(0.005, (System.nanoTime() - begin) / 1e9 / 3);
  }

  @Test
  void warmingUpGoesOnForItsTime() throws Exception {
    long begin = System.nanoTime();

    Taken unused = ReadCost.warmUp(this::ofFiveMillis, 1, 0.05);

    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000);
  }
}
