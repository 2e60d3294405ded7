package org.opencadc.sessionindex.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {

  @Test
  void docsHoldTheGeneratedReference() throws IOException {
    assertThat(Files.readString(Path.of("docs/api.md")))
        .as("run 'make docs' and commit docs/api.md")
        .isEqualTo(ApiReference.of(Path.of("deploy/crds")));
  }
}
