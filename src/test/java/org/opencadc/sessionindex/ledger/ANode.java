package org.opencadc.sessionindex.ledger;

/** Builds the facts of a node: by default ready, schedulable and of one core. */
final class ANode {
  private final String uid;
  private String name;
  private String version = "10";
  private boolean cordoned;
  private boolean ready = true;
  private ResourceVector capacity = Amounts.cores(1);
  private int invalid;

  private ANode(String uid) {
    this.uid = uid;
    this.name = uid;
  }

  static ANode of(String uid) {
    return new ANode(uid);
  }

  ANode name(String given) {
    name = given;
    return this;
  }

  ANode version(String given) {
    version = given;
    return this;
  }

  ANode cordoned() {
    cordoned = true;
    return this;
  }

  ANode notReady() {
    ready = false;
    return this;
  }

  ANode capacity(ResourceVector given) {
    capacity = given;
    return this;
  }

  ANode invalid(int quantities) {
    invalid = quantities;
    return this;
  }

  NodeFacts facts() {
    return new NodeFacts(uid, name, version, cordoned, ready, capacity, capacity, invalid);
  }
}
