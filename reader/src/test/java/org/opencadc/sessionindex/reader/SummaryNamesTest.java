package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names are those of the API reference, which the operator's tests read, too. */
class SummaryNamesTest {
  private static final Pattern OF_A_USER =
      Pattern.compile("^\\| `([^`]+)` \\| `(main\\.[^`]+)` \\|$", Pattern.MULTILINE);
  private static final Pattern OF_A_PUBLIC_SLICE =
      Pattern.compile(
          "^\\| (\\d+) of the public rows \\| `(main\\.[^`]+)` \\|$", Pattern.MULTILINE);

  @Test
  void ofUsersAreThoseOfTheApiReference() throws IOException {
    assertThat(documented(OF_A_USER))
        .hasSizeGreaterThanOrEqualTo(12)
        .allSatisfy(
            row -> assertThat(SummaryNames.ofUser("main", row.group(1))).isEqualTo(row.group(2)));
  }

  @Test
  void ofPublicRowsAreThoseOfTheApiReference() throws IOException {
    assertThat(documented(OF_A_PUBLIC_SLICE))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            row ->
                assertThat(SummaryNames.ofPublic("main", Integer.parseInt(row.group(1))))
                    .isEqualTo(row.group(2)));
  }

  private static List<MatchResult> documented(Pattern row) throws IOException {
    return row.matcher(Files.readString(Path.of("..", "docs", "api.md"))).results().toList();
  }
}
