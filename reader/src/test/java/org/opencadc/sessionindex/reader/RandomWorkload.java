package org.opencadc.sessionindex.reader;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes random Jobs and pods and changes them; knows the sessions that there must be. */
final class RandomWorkload {
  private static final String CANONICAL_USER = "canfar.net/username";

  private final RawObjects objects;
  private final Random random;
  private final RandomJobs jobs;
  private final RandomPods pods;
  private final SortedMap<String, MadeJob> there = new TreeMap<>();
  private final Map<String, Usage.InUse> usage = new HashMap<>();
  private int terminating;
  private int moved;

  RandomWorkload(RawObjects objects, Random random) {
    this.objects = objects;
    this.random = random;
    this.jobs = new RandomJobs(random);
    this.pods = new RandomPods(objects, random);
  }

  RandomPods pods() {
    return pods;
  }

  /** What the pods of sessions use, each something else: so a wrong pod is seen. */
  Usage usage() {
    return Usage.ofPods(usage);
  }

  /** Skaha's JSON of each session by Job name. */
  SortedMap<String, JsonObject> sessions() {
    SortedMap<String, JsonObject> sessions = new TreeMap<>();
    there.forEach(
        (name, made) -> {
          if (made.session() != null) {
            sessions.put(name, made.session());
          }
        });
    return sessions;
  }

  @Override
  public String toString() {
    return "%d Jobs, %d sessions, %d being deleted, %d given away"
        .formatted(there.size(), sessions().size(), terminating, moved);
  }

  void create(int many) throws IOException {
    for (int i = 0; i < many; i++) {
      MadeJob made = jobs.next();
      if (random.nextInt(3) == 0) {
        made.job()
            .getAsJsonObject("metadata")
            .add("finalizers", Index.json("{\"f\": [\"session-index.test/keep\"]}").get("f"));
      }
      JsonObject stored =
          objects.create(RawObjects.Type.JOBS, made.job().deepCopy(), made.status());
      if (made.active() || random.nextInt(4) == 0) {
        pod(made, stored);
      }
      if (random.nextInt(5) == 0) {
        pods.ofStranger(stored, labels(made));
      }
      there.put(made.name(), made);
    }
  }

  private void pod(MadeJob made, JsonObject stored) throws IOException {
    String phase =
        anyOf(
            made.active()
                ? List.of("Running", "Running", "Pending", "Pending", "Unknown")
                : List.of("Succeeded", "Failed"));
    // labels do not say whose pod it is
    JsonObject labels = there.isEmpty() ? labels(made) : labels(anyOf(List.copyOf(there.values())));
    String name = pods.ofJob(stored, random.nextBoolean() ? labels : labels(made), phase);
    Usage.InUse inUse = new Usage.InUse(usage.size() + ".50", usage.size() + ".125");
    usage.put(name, inUse);
    if (made.session() != null) {
      JsonObject session = made.session();
      session.addProperty("ramInUse", inUse.ram());
      session.addProperty("cpuCoresInUse", inUse.cpuCores());
      // Skaha writes it last
      session.add("isFixedResources", session.remove("isFixedResources"));
    }
  }

  private static JsonObject labels(MadeJob made) {
    return made.job().getAsJsonObject("metadata").getAsJsonObject("labels");
  }

  /** Deletes some, gives some to other users, resumes what is suspended. */
  void change() throws IOException {
    for (MadeJob made : new ArrayList<>(there.values())) {
      switch (random.nextInt(4)) {
        case 0 -> delete(made);
        case 1 -> giveAway(made);
        default -> resume(made);
      }
    }
  }

  private void delete(MadeJob made) throws IOException {
    objects.delete(RawObjects.Type.JOBS, made.name());
    if (made.job().getAsJsonObject("metadata").has("finalizers")) {
      // Skaha shows it as before until it is gone
      terminating++;
    } else {
      there.remove(made.name());
    }
  }

  private void giveAway(MadeJob made) throws IOException {
    if (made.session() != null && namedByCanonicalLabels(made)) {
      String user = anyOf(RandomJobs.USERS);
      objects.patch(
          RawObjects.Type.JOBS,
          made.name(),
          "{\"metadata\": {\"labels\": {\"%s\": \"%s\"}}}".formatted(CANONICAL_USER, user));
      made.session().addProperty("userid", user);
      moved++;
    }
  }

  /** Else the user would be of another generation than the id, and no LIST finds that. */
  private static boolean namedByCanonicalLabels(MadeJob made) {
    JsonElement user = labels(made).get(CANONICAL_USER);
    return user != null && !user.getAsString().isEmpty();
  }

  private void resume(MadeJob made) throws IOException {
    if (made.state().suspend()) {
      objects.patch(RawObjects.Type.JOBS, made.name(), "{\"spec\": {\"suspend\": false}}");
      if (made.session() != null) {
        made.session().addProperty("status", made.state().whenResumed());
      }
    }
  }

  private <T> T anyOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
