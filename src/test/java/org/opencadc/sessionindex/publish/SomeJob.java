package org.opencadc.sessionindex.publish;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.opencadc.sessionindex.ledger.JobFacts;
import org.opencadc.sessionindex.ledger.PodDemand;
import org.opencadc.sessionindex.ledger.SessionLabels;
import org.opencadc.sessionindex.ledger.TemplateFacts;
import org.opencadc.sessionindex.ledger.VerbatimAmounts;

/** Builds the facts of a Job: by default a running notebook that says little. */
final class SomeJob {
  private final String uid;
  private final String user;
  private String name;
  private String kind = "notebook";
  private String queue;
  private String flavor = "flexible";
  private String start = "2026-11-23T07:00:00Z";
  private Long deadline = 3600L;
  private TemplateFacts template = template("image:1", List.of(), VerbatimAmounts.NONE);
  private boolean large;
  private int active = 1;
  private int ready = 1;

  private SomeJob(String uid, String user) {
    this.uid = uid;
    this.user = user;
    this.name = "skaha-" + uid;
  }

  static SomeJob of(String uid, String user) {
    return new SomeJob(uid, user);
  }

  SomeJob kind(String given) {
    kind = given;
    return this;
  }

  SomeJob name(String given) {
    name = given;
    return this;
  }

  SomeJob queue(String given) {
    queue = given;
    return this;
  }

  SomeJob flavor(String given) {
    flavor = given;
    return this;
  }

  SomeJob time(String given, Long deadlineSeconds) {
    start = given;
    deadline = deadlineSeconds;
    return this;
  }

  SomeJob ended() {
    active = 0;
    ready = 0;
    return this;
  }

  SomeJob template(TemplateFacts given) {
    template = given;
    return this;
  }

  /** As long as the API server and the schema let it be. */
  SomeJob large() {
    large = true;
    Map<String, String> extended = new TreeMap<>();
    for (int i = 0; i < 16; i++) {
      extended.put("vendor.example/" + "x".repeat(60) + (10 + i), "9".repeat(64));
    }
    List<Long> groups = LongStream.range(0, 256).map(i -> (1L << 62) + i).boxed().toList();
    template =
        template(
            "é".repeat(512), groups, new VerbatimAmounts("1".repeat(64), "2".repeat(64), extended));
    name = name + "x".repeat(253 - name.length());
    return this;
  }

  static TemplateFacts template(String image, List<Long> groups, VerbatimAmounts amounts) {
    return new TemplateFacts(image, 61001L, 61001L, groups, amounts, amounts, PodDemand.NONE);
  }

  private SessionLabels labels() {
    String longest = large ? "x".repeat(63) : null;
    return new SessionLabels(uid, user, kind, longest, longest, flavor, longest, longest);
  }

  JobFacts facts() {
    return facts("10");
  }

  JobFacts facts(String version) {
    return new JobFacts(
        uid,
        name,
        version,
        labels(),
        null,
        queue,
        start,
        false,
        1,
        deadline,
        template,
        start,
        null,
        active,
        ready,
        active == 0 ? 1 : 0,
        0,
        0,
        null,
        null);
  }
}
