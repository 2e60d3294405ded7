package org.opencadc.sessionindex.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A digest of a status without what says how fresh it is. Two statuses with equal digests hold the
 * same content, in whatever order their fields come.
 */
final class ContentDigest {
  private static final Set<String> FRESHNESS =
      Set.of(
          "heartbeat", "publishedThrough", "publicThrough", "userWrites", "observed", "sequence");
  private static final int BYTES = 16;

  private ContentDigest() {}

  /** Digest of a status; null for none. */
  static String of(JsonNode status) {
    if (status == null || !status.isObject()) {
      return null;
    }
    MessageDigest digest = sha256();
    for (String name : sortedNames(status)) {
      if (FRESHNESS.contains(name)) {
        continue;
      }
      add(digest, name);
      JsonNode value = status.get(name);
      if (name.equals("nodes")) {
        addObject(digest, value, "validUntil");
      } else {
        add(digest, value);
      }
    }
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }

  private static void add(MessageDigest digest, JsonNode value) {
    if (value.isObject()) {
      addObject(digest, value, null);
    } else if (value.isArray()) {
      digest.update((byte) '[');
      value.forEach(item -> add(digest, item));
      digest.update((byte) ']');
    } else {
      digest.update((byte) (value.isTextual() ? 't' : 'v'));
      add(digest, value.asText());
    }
  }

  private static void addObject(MessageDigest digest, JsonNode object, String left) {
    digest.update((byte) '{');
    for (String name : sortedNames(object)) {
      if (!name.equals(left)) {
        add(digest, name);
        add(digest, object.get(name));
      }
    }
    digest.update((byte) '}');
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((byte) (bytes.length >>> 16));
    digest.update((byte) (bytes.length >>> 8));
    digest.update((byte) bytes.length);
    digest.update(bytes);
  }

  private static List<String> sortedNames(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    return names;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
