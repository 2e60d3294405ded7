package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;

/**
 * A Job as the test wrote it and the session that Skaha would show.
 *
 * @param name of the Job
 * @param job as created
 * @param status as written; null for none
 * @param state that the status was made of
 * @param session Skaha's JSON without usage; null when the Job is no session
 */
record MadeJob(
    String name, JsonObject job, JsonObject status, StatusForm state, JsonObject session) {

  boolean active() {
    return state.active();
  }
}
