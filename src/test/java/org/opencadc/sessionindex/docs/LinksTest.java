package org.opencadc.sessionindex.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinksTest {

  static List<Path> documents() throws IOException {
    Stream<Path> fixed =
        Stream.of(
                "README.md",
                "CONTRIBUTING.md",
                "deploy/README.md",
                "plugin/README.md",
                "reader/README.md",
                "testcluster/README.md")
            .map(Path::of);
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> resources = Files.walk(Path.of("src/test/resources"))) {
      return Stream.concat(
              fixed, Stream.concat(docs, resources).filter(path -> path.toString().endsWith(".md")))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void relativeLinksLeadSomewhere(Path document) throws IOException {
    assertThat(MarkdownFile.read(document).deadLinks()).isEmpty();
  }

  @Test
  void findsWhatIsDead(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("there.md"), "# A `code` heading\n## Twice\n## Twice\n");
    Path document = directory.resolve("document.md");
    Files.writeString(
        document,
        """
        # Here
        [a](there.md) [b](there.md#a-code-heading) [c](there.md#twice-1) [d](#here)
        [e](https://example.org/x) `[f](no.md)`
        ```
        [g](no.md)
        ```
        [h](no.md) [i](there.md#thrice) [j](#there) <img src="no.svg">
        """);

    assertThat(MarkdownFile.read(document).deadLinks())
        .containsExactly("no.md", "there.md#thrice", "#there", "no.svg");
  }
}
