package org.opencadc.sessionindex.verify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param differences that hold within versions
 * @param unsettled what was unequal every time, but changed too fast to tell
 * @param notes what was left out of the comparison, and what alone came too late
 * @param caughtUp whether the summaries came to reflect the first LIST in time
 * @param lagSeconds how long that took, or how long was waited in vain
 * @param lists cost of one LIST of Jobs, Pods and Nodes each
 * @param get cost of one GET of the platform summary
 * @param summaries cost of one LIST of all summaries
 * @param rounds how often was compared
 * @param publicRowsCompared 0 when the index does not want them
 */
public record VerifyReport(
    String namespace,
    String index,
    List<Difference> differences,
    List<Difference> unsettled,
    List<String> notes,
    boolean caughtUp,
    double lagSeconds,
    Cost lists,
    Cost get,
    Cost summaries,
    int rounds,
    int usersCompared,
    int rowsCompared,
    int publicRowsCompared) {

  /** 0 equal, 1 differences, 2 not comparable: the summaries lag too far or change too fast. */
  @JsonProperty
  public int exitCode() {
    if (!differences.isEmpty()) {
      return 1;
    }
    return caughtUp && unsettled.isEmpty() ? 0 : 2;
  }

  /** Bytes of one LIST of Jobs, Pods and Nodes each. */
  public long listBytes() {
    return lists.bytes();
  }

  /** Milliseconds of one LIST of Jobs, Pods and Nodes each. */
  public long listMillis() {
    return lists.millis();
  }

  /** Bytes of one GET of the platform summary. */
  @JsonIgnore
  public long getBytes() {
    return get.bytes();
  }

  /** Milliseconds of one GET of the platform summary. */
  @JsonIgnore
  public long getMillis() {
    return get.millis();
  }
}
