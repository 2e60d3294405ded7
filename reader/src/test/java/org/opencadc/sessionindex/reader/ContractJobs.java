package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import io.kubernetes.client.custom.Quantity;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Jobs that Skaha's own code was asked about, as an API server takes them, and its answers.
 * What is added is nothing that Skaha looks at.
 *
 * @param jobs by name
 * @param answers by name of the Job
 */
record ContractJobs(SortedMap<String, JsonObject> jobs, SortedMap<String, JsonObject> answers) {

  /** Of canfar.net/*. */
  static ContractJobs current() {
    return read("current", "skaha-");
  }

  /** Of canfar-net-*, by other names: both generations have Jobs of the same names. */
  static ContractJobs legacy() {
    return read("legacy", "older-");
  }

  ContractJobs and(ContractJobs others) {
    SortedMap<String, JsonObject> allJobs = new TreeMap<>(jobs);
    allJobs.putAll(others.jobs);
    SortedMap<String, JsonObject> allAnswers = new TreeMap<>(answers);
    allAnswers.putAll(others.answers);
    return new ContractJobs(allJobs, allAnswers);
  }

  private static ContractJobs read(String generation, String prefix) {
    SortedMap<String, JsonObject> jobs = new TreeMap<>();
    // the last one of a name stands, of Jobs and of answers
    Samples.byName("contract/jobs." + generation + ".json")
        .forEach((name, job) -> jobs.put(renamed(name, prefix), accepted(job, prefix)));
    SortedMap<String, JsonObject> answers = new TreeMap<>();
    for (JsonObject pair : Samples.items("contract/sessions." + generation + ".json")) {
      answers.put(renamed(pair.get("job").getAsString(), prefix), pair.getAsJsonObject("session"));
    }
    return new ContractJobs(jobs, answers);
  }

  private static String renamed(String name, String prefix) {
    if (!name.startsWith("skaha-")) {
      throw new AssertionError(name);
    }
    return prefix + name.substring("skaha-".length());
  }

  private static JsonObject accepted(JsonObject job, String prefix) {
    JsonObject metadata = job.getAsJsonObject("metadata");
    metadata.addProperty("name", renamed(Samples.name(job), prefix));
    // the API server's to give
    metadata.remove("uid");
    metadata.remove("creationTimestamp");
    metadata.remove("namespace");
    JsonObject pod =
        job.getAsJsonObject("spec").getAsJsonObject("template").getAsJsonObject("spec");
    pod.addProperty("restartPolicy", "Never");
    pod.getAsJsonArray("containers")
        .forEach(
            container -> raiseLimits(container.getAsJsonObject().getAsJsonObject("resources")));
    if (job.has("status") && job.getAsJsonObject("status").has("completionTime")) {
      job.getAsJsonObject("status")
          .add(
              "conditions",
              Index.json(
                      """
                      {"all": [{"type": "SuccessCriteriaMet", "status": "True"},
                               {"type": "Complete", "status": "True"}]}
                      """)
                  .get("all"));
    }
    return job;
  }

  /** Some ask for more than their limit, which no API server takes. */
  private static void raiseLimits(JsonObject resources) {
    if (resources == null || !resources.has("limits") || !resources.has("requests")) {
      return;
    }
    JsonObject limits = resources.getAsJsonObject("limits");
    for (Map.Entry<String, ?> request : resources.getAsJsonObject("requests").asMap().entrySet()) {
      String name = request.getKey();
      String asked = resources.getAsJsonObject("requests").get(name).getAsString();
      if (limits.has(name) && isMore(asked, limits.get(name).getAsString())) {
        limits.addProperty(name, asked);
      }
    }
  }

  private static boolean isMore(String asked, String limit) {
    return Quantity.fromString(asked).getNumber().compareTo(Quantity.fromString(limit).getNumber())
        > 0;
  }
}
