package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opencadc.sessionindex.ledger.LabelGeneration;
import org.opencadc.sessionindex.ledger.Ledger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a write of one user costs before it is sent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms256m", "-Xmx256m"})
public class UserDocumentBenchmark {
  private static final String NOW = "2026-11-23T10:00:00Z";

  /** Sessions of the user. */
  @Param({"10", "200"})
  public int rows;

  private final Ledger ledger = new Ledger(List.of(LabelGeneration.CANONICAL));
  private final ObjectMapper mapper = new ObjectMapper();
  private UserDocument document;
  private ObjectNode status;

  /** Fills the ledger. */
  @Setup
  public void fill() {
    document = new UserDocument(mapper, 200);
    for (int row = 0; row < rows; row++) {
      ledger.apply(
          SomeJob.of("id" + row, "adal")
              .kind(row % 10 == 0 ? "notebook" : "headless")
              .time(NOW, 1_209_600L)
              .facts());
    }
    status = compose();
  }

  /** From the ledger to the status. */
  @Benchmark
  public ObjectNode compose() {
    return document.compose(ledger.user("adal"), null, NOW);
  }

  /** The digest by which a status is compared with the published one. */
  @Benchmark
  public String digest() {
    return ContentDigest.of(status);
  }

  /** The status as it is sent. */
  @Benchmark
  public byte[] write() throws Exception {
    return mapper.writeValueAsBytes(status);
  }
}
