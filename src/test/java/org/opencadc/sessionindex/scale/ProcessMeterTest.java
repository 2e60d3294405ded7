package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMeterTest {
  @TempDir private Path proc;
  private ProcessMeter meter;

  @BeforeEach
  void aProcess() throws IOException {
    Path process = Files.createDirectory(proc.resolve("42"));
    Files.writeString(
        process.resolve("stat"),
        "42 (a (strange) name) S 1 42 42 0 -1 4194560 100 200 0 0 1234 66 7 8 20 0 9 0 555 1 2\n");
    Files.writeString(
        process.resolve("status"), "Name:\tjava\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n");
    Files.writeString(
        process.resolve("smaps_rollup"), "ab-cd ---p 0 0:0 0 [rollup]\nRss: 9 kB\nPss:  512 kB\n");
    meter = new ProcessMeter(() -> 42, proc);
  }

  @Test
  void cpuIsUserAndSystemTime() {
    assertThat(meter.cpuSeconds()).isEqualTo(13.0);
  }

  @Test
  void memoryIsInBytes() {
    assertThat(meter.rssBytes()).isEqualTo(1 << 20);
    assertThat(meter.rssHighWaterBytes()).isEqualTo(2 << 20);
    assertThat(meter.pssBytes()).isEqualTo(512 << 10);
  }

  @Test
  void thisProcessCanBeRead() {
    ProcessMeter own = new ProcessMeter(() -> ProcessHandle.current().pid());

    assertThat(own.cpuSeconds()).isPositive();
    assertThat(own.rssBytes()).isBetween(1L << 20, own.rssHighWaterBytes());
    assertThat(own.pssBytes()).isPositive();
  }
}
