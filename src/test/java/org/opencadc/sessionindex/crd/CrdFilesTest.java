package org.opencadc.sessionindex.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrdFilesTest {

  @ParameterizedTest
  @ValueSource(strings = {"sessionindexes.yaml", "sessionsummaries.yaml"})
  void deployHoldsTheGeneratedCrds(String file, @TempDir Path directory) throws IOException {
    CrdFiles.generate(directory);

    assertThat(Files.readString(Path.of("deploy/crds", file)))
        .as("run 'make crds' and commit deploy/crds")
        .isEqualTo(Files.readString(directory.resolve(file)));
  }
}
