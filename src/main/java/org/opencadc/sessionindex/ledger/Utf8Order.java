package org.opencadc.sessionindex.ledger;

import java.io.Serializable;
import java.util.Comparator;

/** Orders text by its UTF-8 bytes, as etcd and so every list of the API server does. */
final class Utf8Order implements Comparator<String>, Serializable {
  static final Utf8Order INSTANCE = new Utf8Order();
  private static final long serialVersionUID = 1L;

  private Utf8Order() {}

  @Override
  public int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // UTF-16 alone sorts surrogates, which stand for the highest code points, below U+E000
        boolean surrogate = Character.isSurrogate(a);
        return surrogate == Character.isSurrogate(b) ? Character.compare(a, b) : surrogate ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
