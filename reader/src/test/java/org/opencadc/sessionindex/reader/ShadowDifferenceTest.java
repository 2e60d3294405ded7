package org.opencadc.sessionindex.reader;

import static org.opencadc.sessionindex.reader.ShadowedIndex.CAPTURED;
import static org.opencadc.sessionindex.reader.ShadowedIndex.interactive;
import static org.opencadc.sessionindex.reader.ShadowedIndex.list;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In what a summary differs from a LIST of the same moment. */
class ShadowDifferenceTest {
  private final ShadowedIndex index = new ShadowedIndex(ShadowedIndex.CANONICAL);

  @AfterEach
  void close() {
    index.close();
  }

  private void listed() {
    index.shadow.listed("adal", list("adal", CAPTURED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "id                    | 'other'                | IDENTITY",
        "kind                  | 'carta'                | IDENTITY",
        "name                  | 'other'                | IDENTITY",
        "appId                 | 'other'                | IDENTITY",
        "status                | 'Failed'               | STATUS",
        "suspended             | true                   | STATUS",
        "active                | 2                      | STATUS",
        "creationTime          | '2026-08-20T14:02:57Z' | TIMES",
        "startTime             | '2026-08-20T15:00:01Z' | TIMES",
        "completionTime        | '2026-08-20T15:00:01Z' | TIMES",
        "activeDeadlineSeconds | 1                      | TIMES",
        "image                 | 'other'                | TEMPLATE",
        "runAsUser             | 1                      | TEMPLATE",
        "runAsGroup            | 1                      | TEMPLATE",
        "supplementalGroups    | [61001, 70010]         | TEMPLATE",
        "fixed                 | true                   | RESOURCES",
        "flavor                | 'other'                | RESOURCES",
        "requests              | {'cpu': '2'}           | RESOURCES",
        "limits                | {'cpu': '8'}           | RESOURCES",
        "queue                 | 'other'                | LABELS",
        "community             | 'other'                | LABELS",
        "project               | 'other'                | LABELS"
      })
  void ofARow(String member, String value, ShadowDifference difference) {
    index.row().add(member, JsonParser.parseString(value.replace('\'', '"')));
    index.differsIn(this::listed, difference);
  }

  @Test
  void whatNoListKnowsIsNone() {
    index.row().addProperty("podName", "other");
    index.row().addProperty("reason", "other");
    index.row().addProperty("message", "other");
    index.row().addProperty("sinceTime", "2026-08-20T15:00:01Z");
    index.shadow.listed("adal", list("adal", CAPTURED));
    index.settlesAs(ShadowOutcome.AGREED);
  }

  @Test
  void aSessionIsMissing() {
    index.rows().remove(0);
    index.sessions().addProperty("total", 5);
    index.differsIn(this::listed, ShadowDifference.MISSING, ShadowDifference.COUNTS);
  }

  @Test
  void theWholeSummaryIsMissing() {
    index.unpublish();
    index.differsIn(this::listed, ShadowDifference.MISSING, ShadowDifference.COUNTS);
  }

  @Test
  void aSessionIsTooMany() {
    V1JobList list = list("adal", CAPTURED);
    // the limit does not count it
    list.getItems()
        .removeIf(job -> job.getMetadata().getName().equals("skaha-headless-adal-h1e2a3d6"));
    index.sessions().addProperty("total", 5);
    index.differsIn(() -> index.shadow.listed("adal", list), ShadowDifference.SURPLUS);
  }

  @ParameterizedTest
  @CsvSource({
    "total,false,1",
    "active,false,1",
    "active,true,1",
    "total,false,2",
    "active,false,2",
    "active,true,2"
  })
  void ofCounts(String count, boolean interactive, int generations) {
    try (ShadowedIndex counted =
        new ShadowedIndex(generations == 1 ? ShadowedIndex.CANONICAL : ShadowedIndex.BOTH)) {
      JsonObject sessions = counted.sessions();
      JsonObject counts =
          count.equals("total") ? sessions : sessions.getAsJsonObject("interactive");
      counts.addProperty(count, counts.get(count).getAsLong() - 1);
      counted.differsIn(
          interactive
              ? () -> counted.shadow.listedInteractive("adal", interactive("adal", CAPTURED))
              : () -> counted.shadow.listed("adal", list("adal", CAPTURED)),
          ShadowDifference.COUNTS);
    }
  }

  @Test
  void ofTwoGenerationsWhatIsNotListedIsNone() {
    try (ShadowedIndex both = new ShadowedIndex(ShadowedIndex.BOTH)) {
      V1JobList list = list("adal", CAPTURED);
      list.getItems().remove(0);
      both.shadow.listed("adal", list);
      both.settlesAs(ShadowOutcome.AGREED);
    }
  }

  @Test
  void ofTwoGenerationsWhatIsListedIsOne() {
    try (ShadowedIndex both = new ShadowedIndex(ShadowedIndex.BOTH)) {
      both.rows().remove(0);
      both.sessions().addProperty("total", 5);
      both.row().addProperty("status", "Failed");
      both.differsIn(
          () -> both.shadow.listed("adal", list("adal", CAPTURED)),
          ShadowDifference.MISSING,
          ShadowDifference.STATUS,
          ShadowDifference.COUNTS);
    }
  }

  @Test
  void aJobThatTheIndexTakesForAnothersIsNone() {
    ReaderSettings legacyFirst =
        ShadowedIndex.BOTH.toBuilder()
            .generations(LabelGeneration.LEGACY, LabelGeneration.CANONICAL)
            .build();
    try (ShadowedIndex both = new ShadowedIndex(legacyFirst)) {
      V1JobList list = list("adal", CAPTURED);
      V1Job given = list("bchen", CAPTURED).getItems().get(0);
      given.getMetadata().putLabelsItem("canfar.net/username", "adal");
      given.getMetadata().putLabelsItem("canfar-net-userid", "bchen");
      both.shadow.listed("adal", list.addItemsItem(given));
      both.settlesAs(ShadowOutcome.AGREED);
    }
  }
}
