package org.opencadc.sessionindex.crd;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.api.SessionSummary;

/** Writes deploy/crds from the resource classes; {@code make crds} runs it. */
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
    new CRDGenerator()
        .customResourceClasses(RESOURCES)
        .forCRDVersions("v1")
        .withMinQuotes(true)
        .withPostProcessor(new CrdSchema())
        .inOutputDir(scratch.toFile())
        .generate();
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
}
