package org.opencadc.sessionindex.crd;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;

/**
 * Writes deploy/crds from the resource classes; {@code make crds} runs it. The API server is not
 * told the schema of rows, which would be most of the cost of a write (decision 0020).
 */
public final class CrdFiles {
  private static final List<Class<? extends HasMetadata>> RESOURCES =
      List.of(SessionIndex.class, SessionSummary.class);

  private CrdFiles() {}

  /**
   * Generates the CRDs.
   *
   * @param args the directory to write to
   */
  public static void main(String[] args) throws IOException {
    generate(Path.of(args[0]));
  }

  static void generate(Path directory) throws IOException {
    Path scratch = Files.createTempDirectory("crds");
    generate(scratch, new CrdSchema(false));
    Files.createDirectories(directory);
    try (var files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        String plural = file.getFileName().toString().replaceFirst("\\..*", "");
        List<String> lines = Files.readAllLines(file);
        lines.set(0, "# Generated from the classes in the api package by: make crds");
        Files.write(directory.resolve(plural + ".yaml"), lines);
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }

  /** That of the summaries with the schema of their rows, which deploy/crds leaves out. */
  public static CustomResourceDefinition ofSummariesWithRows() throws IOException {
    Path scratch = Files.createTempDirectory("crds");
    generate(scratch, new CrdSchema(true));
    CustomResourceDefinition summaries = null;
    try (var files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        CustomResourceDefinition read =
            new KubernetesSerialization()
                .unmarshal(Files.readString(file), CustomResourceDefinition.class);
        if (read.getSpec().getNames().getKind().equals("SessionSummary")) {
          summaries = read;
        }
        Files.delete(file);
      }
    }
    Files.delete(scratch);
    return summaries;
  }

  private static void generate(Path directory, CrdSchema schema) {
    new CRDGenerator()
        .customResourceClasses(RESOURCES)
        .forCRDVersions("v1")
        .withMinQuotes(true)
        .withPostProcessor(schema)
        .inOutputDir(directory.toFile())
        .generate();
  }
}
