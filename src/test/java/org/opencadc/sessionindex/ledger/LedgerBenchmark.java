package org.opencadc.sessionindex.ledger;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Events per second of a ledger on one core: a Job or its Pod, in turn, becomes ready or not. Each
 * batch is made just before it is timed, as a reader would have made it: with text of its own and
 * shared templates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g"})
public class LedgerBenchmark {
  private static final int BATCH = 1_000;
  private static final int SESSIONS_OF_A_USER = 12;
  private static final String TIME = "2026-11-23T10:00:00Z";
  private static final PodDemand DEMAND =
      new PodDemand(Amounts.of(1000, 1L << 32), Amounts.of(1000, 1L << 32), 0);
  private static final TemplateFacts TEMPLATE =
      new TemplateFacts(
          "images.example.org/skaha/notebook:1",
          61_001L,
          61_001L,
          List.of(),
          VerbatimAmounts.NONE,
          VerbatimAmounts.NONE,
          DEMAND);

  /** Sessions, each a Job and a Pod. */
  @Param({"1000", "10000", "100000"})
  public int rows;

  /** How many of them the events are about, chosen at random; 0 is all of them. */
  @Param({"0", "1000"})
  public int busy;

  private final Random random = new Random(1);
  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
  private final JobFacts[] jobs = new JobFacts[BATCH / 2];
  private final PodFacts[] pods = new PodFacts[BATCH / 2];
  private String[] users;
  private boolean[] ready;
  private long version = 1_000_000;

  /** Fills the ledger in another order than that of the events. */
  @Setup
  public void fill() {
    ready = new boolean[rows];
    users = new String[rows / SESSIONS_OF_A_USER];
    for (int user = 0; user < users.length; user++) {
      users[user] = "user" + user;
    }
    for (int row = 0; row < rows; row++) {
      ledger.apply(job(row));
      ledger.apply(pod(row));
    }
  }

  /** Makes the next batch. */
  @Setup(Level.Invocation)
  public void next() {
    for (int i = 0; i < BATCH / 2; i++) {
      int row = random.nextInt(busy == 0 ? rows : busy);
      ready[row] = !ready[row];
      jobs[i] = job(row);
      pods[i] = pod(row);
    }
  }

  /** Events that change what a user and the platform show. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void events(Blackhole consumed) {
    for (int i = 0; i < BATCH / 2; i++) {
      consumed.consume(ledger.apply(jobs[i]));
      // not of the same session: a Job does not wait in the cache for its Pod
      consumed.consume(ledger.apply(pods[BATCH / 2 - 1 - i]));
    }
  }

  private JobFacts job(int row) {
    SessionLabels labels =
        new SessionLabels(
            "id" + row, users[row % users.length], "notebook", "work", null, "fixed", null, null);
    return new JobFacts(
        uid(row, 1),
        "skaha-notebook-" + users[row % users.length] + "-id" + row,
        Long.toString(version++),
        labels,
        null,
        null,
        TIME,
        false,
        1,
        null,
        TEMPLATE,
        TIME,
        null,
        1,
        ready[row] ? 1 : 0,
        0,
        0,
        0,
        null,
        null);
  }

  private PodFacts pod(int row) {
    return new PodFacts(
        uid(row, 2),
        "skaha-notebook-" + users[row % users.length] + "-id" + row + "-x2c4f",
        Long.toString(version++),
        uid(row, 1),
        TIME,
        ready[row] ? PodPhase.RUNNING : PodPhase.PENDING,
        true,
        DEMAND,
        null,
        null);
  }

  private static String uid(int row, int kind) {
    return new UUID(row * 0x9E3779B97F4A7C15L, kind).toString();
  }
}
