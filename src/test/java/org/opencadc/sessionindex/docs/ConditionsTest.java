package org.opencadc.sessionindex.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opencadc.sessionindex.ledger.SkipReason;

/** The page of conditions names those of an index and their reasons, and no others. */
class ConditionsTest {
  private static final Path SOURCES = Path.of("src/main/java/org/opencadc/sessionindex");

  /** Where types, statuses and reasons are written down; messages begin with a small letter. */
  private static final List<String> SAYING =
      List.of(
          "reconcile/IndexConditions.java",
          "reconcile/Hindrance.java",
          "watch/SupervisedSource.java");

  private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Za-z]*)\"");
  private static final Pattern DOCUMENTED = Pattern.compile("`([A-Z][A-Za-z]*)`");
  private static final Pattern TABLE =
      Pattern.compile("(?s)## Conditions and Events\n.*?\n(\\| Condition .*?)\n\n");

  @Test
  void everyReasonIsDocumentedAndNoOtherIs() throws IOException {
    Set<String> said = new TreeSet<>();
    for (String file : SAYING) {
      said.addAll(words(LITERAL, Files.readString(SOURCES.resolve(file))));
    }
    said.removeAll(Set.of("True", "False"));
    Arrays.stream(SkipReason.values()).map(SkipReason::name).forEach(said::add);

    Matcher table = TABLE.matcher(Files.readString(Path.of("docs/operations.md")));
    assertThat(table.find()).isTrue();
    assertThat(words(DOCUMENTED, table.group(1))).isNotEmpty().isEqualTo(said);
  }

  private static Set<String> words(Pattern pattern, String text) {
    Set<String> words = new TreeSet<>();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      words.add(found.group(1));
    }
    return words;
  }
}
