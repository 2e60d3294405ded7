package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFolderTest {
  @TempDir private Path folder;

  @BeforeEach
  void anEarlierRun() throws IOException {
    Files.createFile(folder.resolve("start.json"));
    Files.createFile(folder.resolve("start-warm.csv"));
    Files.createFile(folder.resolve("recount.json"));
  }

  private void begin(String... options) throws IOException {
    String[] line = new String[4 + options.length];
    System.arraycopy(new String[] {"--sessions", "300", "--out", folder.toString()}, 0, line, 0, 4);
    System.arraycopy(options, 0, line, 4, options.length);
    OutFolder.begin(ScaleArguments.of(line));
  }

  @Test
  void aWholeRunLeavesNothingOfAnother() throws IOException {
    begin();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void someStepsOrAResumedRunLeaveAllButTheRecount() throws IOException {
    begin("--steps", "writes");
    begin("--resume");

    assertThat(folder.resolve("start.json")).exists();
    assertThat(folder.resolve("start-warm.csv")).exists();
    assertThat(folder.resolve("recount.json")).doesNotExist();
  }
}
