package org.opencadc.sessionindex.verify;

/**
 * A resource to read.
 *
 * @param group API group, empty for the core
 * @param namespace null for cluster-scoped resources
 * @param path on the API server
 */
record Target(String resource, String group, String namespace, String path) {

  Target with(String query) {
    return new Target(resource, group, namespace, path + query);
  }

  CannotCompareException missing() {
    return new CannotCompareException(
        "the API server does not know " + named() + ": is the CRD installed?", 404);
  }

  CannotCompareException refused(String verb) {
    return new CannotCompareException(
        "not allowed to " + verb + " " + named() + where() + ": the role needs that permission",
        403);
  }

  CannotCompareException failed(String verb, String why) {
    return new CannotCompareException("cannot " + verb + " " + named() + where() + ": " + why);
  }

  private String named() {
    return group.isEmpty() ? resource : resource + "." + group;
  }

  private String where() {
    return namespace == null ? "" : " in namespace " + namespace;
  }
}
