package org.opencadc.sessionindex.ledger;

import java.util.EnumSet;
import java.util.Set;

/** The applied versions: they only go forward, but for the first one of an epoch. */
final class AppliedVersions {
  private final Set<ObjectKind> begun = EnumSet.noneOf(ObjectKind.class);
  private ResourceVersions versions = ResourceVersions.NONE;

  void beginEpoch(ObjectKind kind) {
    begun.add(kind);
  }

  void set(ObjectKind kind, String version) {
    if (begun.remove(kind) || ResourceVersions.compare(version, versions.of(kind)) > 0) {
      versions = versions.with(kind, version);
    }
  }

  ResourceVersions get() {
    return versions;
  }
}
