package org.opencadc.sessionindex.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A session as the API server stores it, made from the fixtures of one: its Job and, when it has
 * one, its Pod, with status and managedFields.
 */
final class StoredSession {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

  /**
   * The fixtures have the fewest variables that Skaha sets: with these, sizes of a real platform.
   */
  private static final int MORE_VARIABLES = 40;

  private final ObjectNode job;
  private final ObjectNode pod;
  private final String labels;

  /**
   * A session.
   *
   * @param generation {@code canonical} or {@code legacy}
   * @param state such as {@code headless-completed}
   * @param hasPod whether there is a Pod
   */
  StoredSession(String generation, String state, boolean hasPod) {
    this.job = read(generation + ".job." + state + ".json");
    this.pod = hasPod ? read(generation + ".pod." + state + ".json") : null;
    this.labels = generation.equals("legacy") ? "canfar-net-sessionID" : "canfar.net/id";
    more((ObjectNode) job.at("/spec/template/spec/containers/0"));
    if (pod != null) {
      more((ObjectNode) pod.at("/spec/containers/0"));
    }
  }

  /** A node of the fixtures with another name. */
  static String node(String name) {
    ObjectNode node = read("node.worker-07.json");
    return node.toString()
        .replace("worker-07", name)
        .replace(text(node, "/metadata/uid"), UUID.randomUUID().toString());
  }

  private static ObjectNode read(String file) {
    try {
      ObjectNode object =
          (ObjectNode) new ObjectMapper().readTree(Files.readString(FIXTURES.resolve(file)));
      ((ObjectNode) object.get("metadata")).remove("resourceVersion");
      return object;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void more(ObjectNode container) {
    ArrayNode variables = (ArrayNode) container.get("env");
    for (int i = 0; i < MORE_VARIABLES; i++) {
      variables
          .addObject()
          .put("name", "SKAHA_PLATFORM_SETTING_" + i)
          .put("value", "https://ws-uv.example.org/platform/setting/" + i);
    }
  }

  /** An object's key in etcd and the object. */
  record Stored(String key, String object) {}

  /**
   * The objects of a session of somebody.
   *
   * @param id session id
   * @param node where the Pod runs
   */
  Made make(String namespace, String user, String id, String node) {
    Renaming renaming = new Renaming(user, id, node, UUID.randomUUID().toString());
    String name = renaming.jobName();
    return new Made(
        name,
        new Stored("/registry/jobs/" + namespace + "/" + name, renaming.of(job)),
        pod == null
            ? null
            : new Stored("/registry/pods/" + namespace + "/" + name + "-x7k2p", renaming.of(pod)));
  }

  /**
   * What was made.
   *
   * @param pod null when there is none
   */
  record Made(String name, Stored job, Stored pod) {}

  private static String text(JsonNode node, String path) {
    return node.at(path).asText();
  }

  /** Puts new names for those of the fixtures. */
  private final class Renaming {
    private final String user;
    private final String id;
    private final String node;
    private final String uid;

    Renaming(String user, String id, String node, String uid) {
      this.user = user;
      this.id = id;
      this.node = node;
      this.uid = uid;
    }

    String jobName() {
      String before = text(job, "/metadata/name");
      String kind = before.split("-", -1)[1];
      return "skaha-" + kind + "-" + id;
    }

    String of(ObjectNode object) {
      String ownUid = text(object, "/metadata/uid");
      String jobUid = text(job, "/metadata/uid");
      String oldUser = oldUser();
      return object
          .toString()
          .replace(text(job, "/metadata/name"), jobName())
          .replace(jobUid, uid)
          .replace(ownUid, UUID.randomUUID().toString())
          .replace(oldId(), id)
          .replace("\"" + oldUser + "\"", "\"" + user + "\"")
          .replace("/home/" + oldUser, "/home/" + user)
          .replace("worker-07", node);
    }

    private String oldId() {
      return job.at("/metadata/labels").path(labels).asText();
    }

    private String oldUser() {
      JsonNode all = job.at("/metadata/labels");
      return all.path("canfar.net/username").asText(all.path("canfar-net-userid").asText());
    }
  }
}
