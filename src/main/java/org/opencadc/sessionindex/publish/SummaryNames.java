package org.opencadc.sessionindex.publish;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of summary objects: a function of index and username that readers compute too.
 *
 * <p>The platform's summary has the index's name, a user's is {@code <index>.<user>}. A username
 * that is a DNS label without two hyphens in a row and of at most 50 characters stands as it is;
 * any other is made one and gets two hyphens and ten hex digits of its SHA-256, so that no two
 * users share a name. The API reference lists vectors.
 */
public final class SummaryNames {
  private static final int LONGEST = 50;
  private static final int HASH_DIGITS = 10;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  private SummaryNames() {}

  /** Name of the platform's summary. */
  public static String ofPlatform(String index) {
    return index;
  }

  /**
   * Name of a user's summary.
   *
   * @param username verbatim as in the Jobs' label
   */
  public static String ofUser(String index, String username) {
    return index + "." + segment(username);
  }

  /**
   * Name of a further slice of a user's summary.
   *
   * @param slice 1 or more
   */
  public static String ofSlice(String index, String username, int slice) {
    return ofUser(index, username) + ".s" + slice;
  }

  /**
   * Name of a slice of the public rows.
   *
   * @param slice 0 or more
   */
  public static String ofPublic(String index, int slice) {
    return index + ".public--" + slice;
  }

  private static String segment(String username) {
    if (username.length() <= LONGEST
        && LABEL.matcher(username).matches()
        && !username.contains("--")) {
      return username;
    }
    String label = username.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    label = trim(label);
    label = trim(label.substring(0, Math.min(LONGEST, label.length())));
    return (label.isEmpty() ? "x" : label) + "--" + hash(username);
  }

  private static String trim(String label) {
    return label.replaceAll("^-+|-+$", "");
  }

  private static String hash(String username) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(username.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
