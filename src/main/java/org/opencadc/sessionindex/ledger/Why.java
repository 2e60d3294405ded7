package org.opencadc.sessionindex.ledger;

import java.util.regex.Pattern;

/**
 * Why something waits or failed.
 *
 * @param reason one word of at most 64 characters, as {@link #word} lets pass; never null
 * @param message for a person, at most 256 characters; null when the reason says all
 * @param sinceTime RFC 3339 text; null when not known
 */
public record Why(String reason, String message, String sinceTime) {
  /** A kubelet puts the name of a resource as it is behind OutOf: OutOfnvidia.com/gpu. */
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}|OutOf[A-Za-z0-9][A-Za-z0-9._/-]{0,58}");

  private static final int LONGEST_MESSAGE = 256;

  /**
   * What may stand as a reason: kubelets and controllers write one word, but nothing makes them.
   *
   * @return null when the text is null or no such word
   */
  public static String word(String text) {
    return text != null && WORD.matcher(text).matches() ? text : null;
  }

  /** The text as a message, cut when it is too long; null when there is nothing in it. */
  public static String message(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.length() <= LONGEST_MESSAGE) {
      return text;
    }
    boolean inPair = Character.isHighSurrogate(text.charAt(LONGEST_MESSAGE - 1));
    return text.substring(0, inPair ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE);
  }

  Why sinceOr(String otherwise) {
    return sinceTime == null ? new Why(reason, message, otherwise) : this;
  }
}
