package org.opencadc.sessionindex.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What makes room for what. */
class BoundedRowsTest {

  @Test
  void whatIsTooLargeForAllCostsNoOtherItsPlace() {
    BoundedRows<String, String> rows = new BoundedRows<>(10, String::length);
    rows.put("other", "ab");
    rows.put("large", "before");
    rows.put("large", "abcdefghijkl");

    assertThat(rows.get("other")).isEqualTo("ab");
    assertThat(rows.get("large")).as("nor is what was there before").isNull();
    rows.put("third", "abcdef");
    assertThat(rows.get("other")).as("the room is free again").isEqualTo("ab");
  }
}
