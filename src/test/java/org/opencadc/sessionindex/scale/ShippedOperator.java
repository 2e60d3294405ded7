package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the shipped Deployment starts the operator.
 *
 * @param environment the container's variables, as its pod has them
 * @param memoryLimitBytes its memory limit
 * @param furtherFlags of the JVM, which the Deployment does not have, to try them; empty if none
 */
record ShippedOperator(
    Map<String, String> environment, long memoryLimitBytes, String furtherFlags) {
  private static final Path MANIFEST = Path.of("deploy/operator/deployment.yaml");
  private static final String JVM_FLAGS = "JAVA_TOOL_OPTIONS";

  static ShippedOperator read() {
    try (InputStream manifest = Files.newInputStream(MANIFEST)) {
      return of(Serialization.unmarshal(manifest, Deployment.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ShippedOperator of(Deployment deployment) {
    Container container = deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
    Map<String, String> environment = new LinkedHashMap<>();
    for (EnvVar variable : container.getEnv()) {
      environment.put(variable.getName(), value(variable, deployment));
    }
    Quantity limit = container.getResources().getLimits().get("memory");
    return new ShippedOperator(
        Map.copyOf(environment),
        Quantity.getAmountInBytes(limit).longValueExact(),
        System.getProperty("scale.operator.flags", ""));
  }

  private static String value(EnvVar variable, Deployment deployment) {
    if (variable.getValueFrom() == null) {
      return variable.getValue();
    }
    String field = variable.getValueFrom().getFieldRef().getFieldPath();
    if (!field.equals("metadata.namespace")) {
      throw new IllegalStateException("the rig knows no " + field + " of a pod");
    }
    return deployment.getMetadata().getNamespace();
  }

  /** The JVM's flags with the container's limit said to it, as there is no container here. */
  String jvmFlags() {
    return "%s -XX:MaxRAM=%d %s"
        .formatted(environment.getOrDefault(JVM_FLAGS, ""), memoryLimitBytes, furtherFlags)
        .strip();
  }

  /** The environment of a process without a container, but for kubeconfig and port. */
  Map<String, String> processEnvironment() {
    Map<String, String> own = new LinkedHashMap<>(environment);
    own.put(JVM_FLAGS, jvmFlags());
    own.put("SESSION_INDEX_HTTP_ADDRESS", "127.0.0.1");
    return own;
  }
}
