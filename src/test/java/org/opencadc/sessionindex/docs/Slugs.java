package org.opencadc.sessionindex.docs;

import java.util.Locale;

/** Anchors of headings, as GitHub makes them. */
final class Slugs {
  private Slugs() {}

  /** The anchor of a heading that is the first of its text. */
  static String of(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
