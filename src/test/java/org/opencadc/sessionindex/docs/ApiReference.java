package org.opencadc.sessionindex.docs;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opencadc.sessionindex.crd.CrdFiles;
import org.opencadc.sessionindex.publish.SummaryNames;

/** Writes docs/api.md from deploy/crds and the classes of rows; {@code make docs} runs it. */
public final class ApiReference {
  private static final String INTRODUCTION =
      """
      <!-- Generated from deploy/crds by: make docs -->
      # API reference

      Two resources, both namespaced, in the group `skaha.opencadc.org`, version `v1alpha1`. \
      A `SessionIndex` says what to index. `SessionSummary` objects hold the answer. \
      How to read them rightly is said in [Skaha and other readers](skaha-integration.md).

      For both resources:
      - Unknown is absent, never 0. An absent count means that nobody knows it.
      - Times are the API server's, RFC 3339 in UTC.
      - Amounts are Kubernetes Quantities as text: `20750m` is 20.75 cores, `96Gi` is memory.
      - A resourceVersion compares with others of the same type only: first by length, then as \
      text.
      - Fields may be added. A reader passes over those that it does not know.
      - The API server knows no schema of `rows` and `publicRows`: it keeps them as the operator \
      wrote them, and `kubectl explain` names their fields but says no more. What they hold is said \
      here.
      """;

  private static final String NAMES =
      """
      ## Names of summaries

      A reader computes the name and needs no search. The platform's summary has the name of \
      its index. A user's summary is called `<index>.<user>`, where `<user>` is
      - the username itself, if it is a DNS label (lower-case letters, digits, single hyphens \
      inside) of at most 50 characters;
      - else the username in lower case (by no language's rules), with a hyphen for every other \
      character, without hyphens at its ends, cut to 50 characters and trimmed once more, `x` if \
      nothing is left; then `--` and the first ten hex digits of the SHA-256 of the username as \
      it was.

      Further slices of a user are `<index>.<user>.s<n>`, n from 1; the slices of the public rows \
      are `<index>.public--<n>`, n from 0. Slice 0 names the others in `status.slices`: read \
      those and guess none, numbers have gaps. No user has such a name, as what follows two \
      hyphens in a user's name has ten digits.

      So no two users share a name, and `Adal` and `adal` are two. \
      `spec.username` holds the username as it was: compare it after every read.

      With the index `main`:

      """;

  private static final List<String> USERNAMES =
      List.of(
          "adal",
          "Adal",
          "a.b",
          "a_b",
          "A--B",
          "a--b",
          "s1",
          "public",
          "-x-",
          "b".repeat(50),
          "b".repeat(51),
          "a".repeat(63));

  private ApiReference() {}

  /**
   * Writes the reference.
   *
   * @param args the directory of the CRDs and the file to write
   */
  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[1]), of(Path.of(args[0])));
  }

  /** The reference as text. */
  static String of(Path crds) throws IOException {
    Shapes shapes = new Shapes();
    StringBuilder text = new StringBuilder(INTRODUCTION);
    List<CustomResourceDefinition> resources =
        List.of(read(crds.resolve("sessionindexes.yaml")), CrdFiles.ofSummariesWithRows());
    for (CustomResourceDefinition resource : resources) {
      text.append('\n').append(ResourceSection.of(resource, shapes));
    }
    return text.append('\n').append(shapes.section()).append('\n').append(names()).toString();
  }

  private static CustomResourceDefinition read(Path file) throws IOException {
    try (InputStream yaml = Files.newInputStream(file)) {
      return new KubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
    }
  }

  private static String names() {
    MarkdownTable table = new MarkdownTable("Username", "Name of the summary");
    for (String username : USERNAMES) {
      table.row("`" + username + "`", "`" + SummaryNames.ofUser("main", username) + "`");
    }
    MarkdownTable slices = new MarkdownTable("Slice", "Name of the summary");
    slices.row("2 of user `adal`", "`" + SummaryNames.ofSlice("main", "adal", 2) + "`");
    slices.row("2 of user `a.b`", "`" + SummaryNames.ofSlice("main", "a.b", 2) + "`");
    slices.row("0 of the public rows", "`" + SummaryNames.ofPublic("main", 0) + "`");
    slices.row("12 of the public rows", "`" + SummaryNames.ofPublic("main", 12) + "`");
    return NAMES + table + "\n" + slices;
  }
}
