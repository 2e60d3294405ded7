package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.Objects;

/** Reads the metadata of one object. */
final class ObjectMetaReader {

  private final Interner interner;
  private final LabelsReader labels;
  private String namespace;
  private String name;
  private String uid;
  private String resourceVersion;
  private String creationTime;
  private String jobUid;

  ObjectMetaReader(Interner interner) {
    this.interner = interner;
    this.labels = new LabelsReader(interner);
  }

  void read(JsonParser metadata) throws IOException {
    LenientJson.fields(metadata, this::field);
  }

  private void field(String field, JsonParser value) throws IOException {
    switch (field) {
      case "namespace" -> namespace = interner.share(LenientJson.text(value));
      case "name" -> name = LenientJson.text(value);
      case "uid" -> uid = interner.shareUid(LenientJson.text(value));
      case "resourceVersion" -> resourceVersion = LenientJson.text(value);
      case "creationTimestamp" -> creationTime = interner.share(LenientJson.text(value));
      case "labels" -> labels.read(value);
      case "ownerReferences" -> LenientJson.elements(value, this::owner);
      default -> {}
    }
  }

  private void owner(JsonParser reference) throws IOException {
    var owner = new Owner();
    LenientJson.fields(reference, owner::field);
    if (owner.controller && "Job".equals(owner.kind)) {
      jobUid = interner.shareUid(owner.uid);
    }
  }

  ObjectMeta metadata() {
    return new SlimMeta(namespace, name, uid, resourceVersion);
  }

  LabelsReader labels() {
    return labels;
  }

  String uid() {
    return uid;
  }

  String name() {
    return Objects.requireNonNullElse(name, "");
  }

  String resourceVersion() {
    return Objects.requireNonNullElse(resourceVersion, "");
  }

  String creationTime() {
    return creationTime;
  }

  String jobUid() {
    return jobUid;
  }

  private static final class Owner {
    private boolean controller;
    private String kind;
    private String uid;

    void field(String field, JsonParser value) throws IOException {
      switch (field) {
        case "controller" -> controller = LenientJson.truth(value);
        case "kind" -> kind = LenientJson.text(value);
        case "uid" -> uid = LenientJson.text(value);
        default -> {}
      }
    }
  }
}
