package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiException;
import java.util.Optional;

/**
 * Writes Jobs, one at a time, so that the order in the history is that of the API server.
 * Thread-safe. All throw what the API server refuses, and give the version of the write.
 */
final class JobWrites {
  private final RealCluster cluster;
  private final JobHistory history;

  /** A request that is answered with a version which includes it. */
  private interface Request {
    String send() throws ApiException;
  }

  JobWrites(RealCluster cluster, JobHistory history) {
    this.cluster = cluster;
    this.history = history;
  }

  synchronized String create(String user, String name, String kind) throws ApiException {
    return write(
        user, name, new JobState(kind, "Pending", null), () -> cluster.create(user, name, kind));
  }

  /** Does something to a Job that is there. */
  synchronized String take(JobStep step, String user, String name) throws ApiException {
    return switch (step) {
      case START -> write(user, name, started(user, name, "Pending"), () -> cluster.run(name, 0));
      case READY -> write(user, name, started(user, name, "Running"), () -> cluster.run(name, 1));
      case FAIL -> write(user, name, started(user, name, "Failed"), () -> cluster.fail(name));
      case DELETE -> write(user, name, null, () -> cluster.delete(name));
    };
  }

  /** Deletes one Job of a user, whosever it is; empty when there is none. */
  synchronized Optional<String> deleteOne(String user) throws ApiException {
    Optional<String> name = history.now(user).keySet().stream().findFirst();
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(take(JobStep.DELETE, user, name.orElseThrow()));
  }

  private JobState started(String user, String name, String status) {
    return new JobState(history.now(user).get(name).kind(), status, RealCluster.STARTED);
  }

  private String write(String user, String name, JobState job, Request request)
      throws ApiException {
    history.begin();
    try {
      String version = request.send();
      history.done(user, name, job, version);
      return version;
    } catch (ApiException | RuntimeException e) {
      history.givenUp();
      throw e;
    }
  }
}
