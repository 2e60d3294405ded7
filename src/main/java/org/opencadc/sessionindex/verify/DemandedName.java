package org.opencadc.sessionindex.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.opencadc.sessionindex.api.SessionSummarySpec;

/** The name that an identity demands of its object, as the API reference documents it. */
final class DemandedName {
  private static final int LONGEST = 50;
  private static final int HASH_DIGITS = 10;

  private DemandedName() {}

  static String of(SessionSummarySpec identity) {
    String index = identity.indexName();
    int slice = identity.slice();
    return switch (identity.scope()) {
      case Platform -> index;
      case Public -> index + ".public--" + slice;
      case User -> index + "." + label(identity.username()) + (slice == 0 ? "" : ".s" + slice);
    };
  }

  private static String label(String username) {
    boolean asItIs =
        username.length() <= LONGEST
            && username.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?")
            && !username.contains("--");
    return asItIs ? username : cut(username) + "--" + hash(username);
  }

  private static String cut(String username) {
    String hyphened = trimmed(username.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-"));
    String cut = trimmed(hyphened.substring(0, Math.min(LONGEST, hyphened.length())));
    return cut.isEmpty() ? "x" : cut;
  }

  private static String trimmed(String label) {
    return label.replaceAll("^-+", "").replaceAll("-+$", "");
  }

  private static String hash(String username) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(username.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
