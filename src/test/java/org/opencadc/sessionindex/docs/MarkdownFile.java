package org.opencadc.sessionindex.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown file: where it links to, and which anchors it has. Code is left out. */
final class MarkdownFile {
  private static final Pattern FENCE = Pattern.compile("^ {0,3}(```|~~~)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(<?([^)>\\s]+)>?(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern HTML = Pattern.compile("(?:href|src|srcset)=\"([^\"]+)\"");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
  private static final Pattern LINKED = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern ABSOLUTE = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");

  private final Path path;
  private final List<String> links = new ArrayList<>();
  private final Set<String> anchors = new HashSet<>();

  private MarkdownFile(Path path) {
    this.path = path;
  }

  static MarkdownFile read(Path path) throws IOException {
    MarkdownFile file = new MarkdownFile(path);
    Map<String, Integer> seen = new HashMap<>();
    boolean code = false;
    for (String line : Files.readAllLines(path)) {
      if (FENCE.matcher(line).find()) {
        code = !code;
      } else if (!code) {
        file.heading(line, seen);
        file.links(CODE.matcher(line).replaceAll(""));
      }
    }
    return file;
  }

  private void heading(String line, Map<String, Integer> seen) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      String slug = Slugs.of(LINKED.matcher(heading.group(1)).replaceAll("$1"));
      int before = seen.merge(slug, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? slug : slug + "-" + before);
    }
  }

  private void links(String line) {
    for (Pattern pattern : List.of(LINK, HTML)) {
      for (Matcher link = pattern.matcher(line); link.find(); ) {
        links.add(link.group(1));
      }
    }
  }

  /** The relative links that lead nowhere. */
  List<String> deadLinks() throws IOException {
    List<String> dead = new ArrayList<>();
    for (String link : links) {
      if (!ABSOLUTE.matcher(link).matches() && !leadsSomewhere(link)) {
        dead.add(link);
      }
    }
    return dead;
  }

  private boolean leadsSomewhere(String link) throws IOException {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? path : path.resolveSibling(file).normalize();
    if (file.startsWith("/") || target.startsWith("..") || !Files.exists(target)) {
      return false;
    }
    if (hash < 0) {
      return true;
    }
    return target.toString().endsWith(".md")
        && read(target).anchors.contains(link.substring(hash + 1));
  }
}
