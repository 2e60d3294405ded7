package org.opencadc.sessionindex.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencadc.sessionindex.api.SessionSummaryStatus;

/** The API server keeps rows of any form, as it knows no schema of them. */
class RowsOfAnyFormTest {
  private final ObjectMapper json = new ObjectMapper();
  private final FakeCluster cluster = new FakeCluster();
  private String user;

  @ParameterizedTest
  @ValueSource(strings = {"\"none\"", "{\"0\": {}}", "[null]", "[7]", "[{\"id\": {}}]", "[]"})
  void areDifferencesAndNotTheEnd(String rows) throws JsonProcessingException {
    publish(json.readTree(rows));
    assertThat(cluster.verify(true).run(null).differences())
        .filteredOn(difference -> difference.scope().equals("user " + user))
        .extracting(Difference::field)
        .anyMatch(field -> field.startsWith("rows["));
  }

  @Test
  void oneTooManyIsADifference() throws JsonProcessingException {
    publish(null);
    ArrayNode rows = json.valueToTree(cluster.users.get(user).rows());
    publish(rows.addNull());
    assertThat(cluster.verify(true).run(null).differences())
        .extracting(Difference::field)
        .contains("rows[null]");
  }

  private void publish(JsonNode rows) throws JsonProcessingException {
    cluster.publish();
    user = cluster.users.keySet().iterator().next();
    if (rows != null) {
      ObjectNode status = json.valueToTree(cluster.users.get(user));
      status.set("rows", rows);
      cluster.users.put(user, json.treeToValue(status, SessionSummaryStatus.class));
    }
  }
}
