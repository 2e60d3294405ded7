package org.opencadc.sessionindex.reader;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws Jobs of all forms, each with the session that Skaha's rules make of it. */
final class RandomJobs {
  static final List<String> USERS =
      List.of(
          "adal",
          "Adal",
          "ADAL",
          "a.dal",
          "a_dal",
          "s1",
          "adal.s1",
          "public--0",
          "0",
          "x".repeat(63),
          "X" + "x".repeat(62));
  private static final List<String> KINDS =
      List.of(
          "notebook",
          "notebook",
          "desktop",
          "carta",
          "contributed",
          "firefly",
          "headless",
          "headless",
          "desktop-app",
          "desktop-app",
          "Notebook",
          "HEADLESS",
          "Desktop-App",
          "gradio");

  /** As written and as Skaha shows it: without seconds that are zero. */
  private static final Map<String, String> STARTS =
      Map.of(
          "2026-08-20T15:00:00Z", "2026-08-20T15:00Z",
          "2026-08-20T15:00:07Z", "2026-08-20T15:00:07Z",
          "2024-02-29T00:00:00Z", "2024-02-29T00:00Z",
          "2026-02-28T23:59:59Z", "2026-02-28T23:59:59Z");

  private static final List<String> START_TEXTS = STARTS.keySet().stream().sorted().toList();
  private static final List<Long> DEADLINES = List.of(0L, 1L, 60L, 345_600L, 1_209_600L);
  private static final List<Long> NUMBERS = List.of(0L, 1000L, 56_327L, 2_147_483_647L);

  private final Random random;
  private final List<String> ids = new ArrayList<>();
  private int count;

  RandomJobs(Random random) {
    this.random = random;
  }

  MadeJob next() {
    // one in six has the id of an earlier one, of the same or of another user
    String id =
        !ids.isEmpty() && random.nextInt(6) == 0 ? anyOf(ids) : "id" + Integer.toString(count, 36);
    ids.add(id);
    String name = anyOf(List.of("skaha-", "a", "z.")) + random.nextInt(1000) + "-" + count++;
    RandomLabels labels = RandomLabels.of(random, id, anyOf(USERS), anyOf(KINDS), anyOf(USERS));
    StatusForm state = anyOf(StatusForm.ALL);
    String start = state.needsStart() || random.nextBoolean() ? anyOf(START_TEXTS) : null;
    Long deadline = random.nextInt(3) == 0 ? null : anyOf(DEADLINES);

    JsonObject session = new JsonObject();
    session.addProperty("id", id);
    session.addProperty("userid", labels.user());
    JsonObject pod = Index.json("{\"restartPolicy\": \"Never\"}");
    security(pod, session);
    optional(session, "appid", labels.appId());
    session.addProperty("image", "images.example.org/x:" + count);
    session.addProperty("type", labels.kind());
    session.addProperty("status", state.status());
    optional(session, "name", labels.name());
    JsonObject status = state.json(start);
    times(session, status == null ? null : start, deadline);
    session.addProperty("connectURL", "");
    container(pod, session, labels.fixed());
    session.addProperty("isFixedResources", labels.fixed());

    JsonObject job = new JsonObject();
    JsonObject metadata = new JsonObject();
    metadata.addProperty("name", name);
    metadata.add("labels", labels.labels());
    job.add("metadata", metadata);
    JsonObject spec = Index.json("{\"template\": {}, \"suspend\": %s}".formatted(state.suspend()));
    if (deadline != null) {
      spec.addProperty("activeDeadlineSeconds", deadline);
    }
    spec.getAsJsonObject("template").add("spec", pod);
    job.add("spec", spec);
    return new MadeJob(name, job, status, state, labels.ofSession() ? session : null);
  }

  private void security(JsonObject pod, JsonObject session) {
    Long user = random.nextInt(3) == 0 ? null : anyOf(NUMBERS);
    Long group = random.nextInt(3) == 0 ? null : anyOf(NUMBERS);
    JsonArray groups = new JsonArray();
    int many = anyOf(List.of(0, 0, 3, 64));
    for (int i = 0; i < many; i++) {
      groups.add(random.nextInt(Integer.MAX_VALUE));
    }
    JsonObject security = new JsonObject();
    if (user != null) {
      security.addProperty("runAsUser", user);
    }
    if (group != null) {
      security.addProperty("runAsGroup", group);
    }
    if (many > 0) {
      security.add("supplementalGroups", groups);
    }
    pod.add("securityContext", security);
    session.addProperty("runAsUID", user == null ? "" : user.toString());
    session.addProperty("runAsGID", group == null ? "" : group.toString());
    session.add("supplementalGroups", groups);
  }

  private static void times(JsonObject session, String start, Long deadline) {
    if (start != null) {
      session.addProperty("startTime", STARTS.get(start));
      if (deadline != null) {
        session.addProperty("expiryTime", Instant.parse(start).plusSeconds(deadline).toString());
      }
    }
  }

  private void container(JsonObject pod, JsonObject session, boolean fixed) {
    JsonObject requests = new JsonObject();
    JsonObject limits = new JsonObject();
    QuantityForm memory = random.nextInt(6) == 0 ? null : anyOf(QuantityForm.MEMORY);
    if (memory != null) {
      requests.addProperty("memory", memory.text());
      optional(session, "requestedRAM", fixed ? memory.shown() : null);
    }
    QuantityForm cpu = random.nextInt(6) == 0 ? null : anyOf(QuantityForm.CPU);
    if (cpu != null) {
      requests.addProperty("cpu", cpu.text());
      optional(session, "requestedCPUCores", fixed ? cpu.shown() : null);
    }
    QuantityForm gpus = random.nextInt(3) == 0 ? anyOf(QuantityForm.GPUS) : null;
    if (gpus != null) {
      limits.addProperty("nvidia.com/gpu", gpus.text());
    }
    session.addProperty("requestedGPUCores", gpus == null ? "0" : gpus.shown());
    JsonObject resources = new JsonObject();
    resources.add("requests", requests);
    resources.add("limits", limits);
    JsonObject container =
        Index.json("{\"name\": \"c\", \"image\": \"images.example.org/x:%d\"}".formatted(count));
    container.add("resources", resources);
    JsonObject sidecar = Index.json("{\"name\": \"d\", \"image\": \"other\"}");
    JsonArray containers = new JsonArray();
    containers.add(container);
    containers.add(sidecar);
    pod.add("containers", containers);
  }

  private <T> T anyOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static void optional(JsonObject json, String name, String value) {
    if (value != null) {
      json.addProperty(name, value);
    }
  }
}
