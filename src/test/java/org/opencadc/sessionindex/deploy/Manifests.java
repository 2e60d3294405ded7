package org.opencadc.sessionindex.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects in {@code deploy}, by file. */
final class Manifests {
  static final Path ROOT = Path.of("deploy");

  /** Folders that are applied by hand, and not everywhere. */
  private static final List<Path> BY_HAND =
      List.of(ROOT.resolve("monitoring"), ROOT.resolve("verify"));

  private static final YAMLMapper YAML = new YAMLMapper();

  private final SortedMap<String, JsonNode> objects = new TreeMap<>();

  private Manifests(Path folder, List<Path> without) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .filter(file -> without.stream().noneMatch(file::startsWith))
          .forEach(file -> objects.put(ROOT.relativize(file).toString(), read(file)));
    }
  }

  /** What is installed. */
  static Manifests installed() throws IOException {
    return new Manifests(ROOT, BY_HAND);
  }

  /** What is in a folder below deploy. */
  static Manifests in(String folder) throws IOException {
    return new Manifests(ROOT.resolve(folder), List.of());
  }

  /** Every object, by its file below deploy. */
  SortedMap<String, JsonNode> all() {
    return objects;
  }

  List<JsonNode> ofKind(String kind) {
    return objects.values().stream().filter(o -> o.path("kind").asText().equals(kind)).toList();
  }

  JsonNode file(String name) {
    return objects.get(name);
  }

  /** By which the operator's objects find its pods. */
  List<JsonNode> selectors() {
    return List.of(
        file("operator/deployment.yaml").at("/spec/selector/matchLabels"),
        file("operator/service.yaml").at("/spec/selector"),
        file("operator/network-policy.yaml").at("/spec/podSelector/matchLabels"),
        file("operator/pod-disruption-budget.yaml").at("/spec/selector/matchLabels"));
  }

  /** Each rule of a role as "group/resource[names] verb verb". */
  List<String> rights(String file) {
    List<String> rights = new ArrayList<>();
    for (JsonNode rule : file(file).path("rules")) {
      assertThat(rule.path("nonResourceURLs").isMissingNode()).as(file).isTrue();
      for (JsonNode group : rule.path("apiGroups")) {
        for (JsonNode resource : rule.path("resources")) {
          String names = rule.has("resourceNames") ? "[" + words(rule, "resourceNames") + "]" : "";
          rights.add(group.asText() + "/" + resource.asText() + names + " " + words(rule, "verbs"));
        }
      }
    }
    return rights;
  }

  private static String words(JsonNode rule, String field) {
    return String.join(" ", rule.path(field).valueStream().map(JsonNode::asText).toList());
  }

  /** Every object says what it is part of. */
  void assertLabelled() {
    objects.forEach(
        (file, object) -> {
          JsonNode labels = object.at("/metadata/labels");
          assertThat(labels.path("app.kubernetes.io/name").asText())
              .as(file)
              .isEqualTo("session-index");
          for (String label : List.of("component", "part-of", "managed-by")) {
            assertThat(labels.path("app.kubernetes.io/" + label).asText())
                .as("%s %s", file, label)
                .isNotEmpty();
          }
        });
  }

  /** What the kustomizations list, directly or in a folder, by file below deploy. */
  static List<String> listed(Path folder) {
    return resources(folder)
        .map(entry -> folder.resolve(entry).normalize())
        .flatMap(
            entry ->
                Files.isDirectory(entry)
                    ? listed(entry).stream()
                    : Stream.of(ROOT.relativize(entry).toString()))
        .toList();
  }

  private static Stream<String> resources(Path folder) {
    JsonNode list = read(folder.resolve("kustomization.yaml")).path("resources");
    return list.valueStream().map(JsonNode::asText);
  }

  private static JsonNode read(Path file) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      List<JsonNode> all = documents.readAll();
      if (all.size() != 1) {
        throw new IllegalStateException(file + " holds " + all.size() + " objects");
      }
      return all.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
