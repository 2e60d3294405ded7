package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.opencadc.sessionindex.ledger.ObjectKind;

/**
 * What one source lists and watches.
 *
 * @param namespace null for Nodes
 * @param selector label selector as text, empty for all
 */
public record WatchedCollection(ObjectKind kind, String namespace, String selector) {

  /** Plural name of the resource, as RBAC knows it. */
  public String resource() {
    return switch (kind) {
      case JOB -> "jobs";
      case POD -> "pods";
      case NODE -> "nodes";
    };
  }

  /** API group; empty for the core group. */
  public String group() {
    return kind == ObjectKind.JOB ? "batch" : "";
  }

  /** What a client lists and watches, as objects of a type. */
  <S extends HasMetadata> FilterWatchListDeletable<S, ?, ?> operation(
      KubernetesClient client, Class<S> type) {
    AnyNamespaceOperation<S, ?, ?> all = client.resources(type);
    var scoped = namespace == null ? all : client.resources(type).inNamespace(namespace);
    return selector.isEmpty() ? scoped : scoped.withLabelSelector(selector);
  }

  /** A LIST that returns nothing but the current version: no object can be named underscore. */
  String emptyListPath() {
    return path() + "?fieldSelector=metadata.name%3D_" + selectorParameter();
  }

  /** A WATCH from a version, with bookmarks. */
  String watchPath(String resourceVersion, int timeoutSeconds) {
    return path()
        + "?watch=true&allowWatchBookmarks=true&resourceVersion="
        + resourceVersion
        + "&timeoutSeconds="
        + timeoutSeconds
        + selectorParameter();
  }

  private String path() {
    String prefix = group().isEmpty() ? "/api/v1" : "/apis/" + group() + "/v1";
    return prefix + (namespace == null ? "" : "/namespaces/" + namespace) + "/" + resource();
  }

  private String selectorParameter() {
    return selector.isEmpty()
        ? ""
        : "&labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
  }
}
