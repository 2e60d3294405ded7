package org.opencadc.sessionindex.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects in {@code deploy}, by file. */
final class Manifests {
  static final Path ROOT = Path.of("deploy");

  private static final YAMLMapper YAML = new YAMLMapper();

  private final SortedMap<String, JsonNode> objects = new TreeMap<>();

  Manifests() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          // applied by hand, and not everywhere
          .filter(file -> !file.startsWith(ROOT.resolve("monitoring")))
          .forEach(file -> objects.put(ROOT.relativize(file).toString(), read(file)));
    }
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
