package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import java.io.IOException;
import org.opencadc.sessionindex.ledger.JobCondition;
import org.opencadc.sessionindex.ledger.JobFacts;

/** Reads Jobs, keeping only their facts. */
final class JobReader extends SlimReader<SlimJob> {

  JobReader(Interner interner) {
    super(interner);
  }

  @Override
  public SlimJob deserialize(JsonParser job, DeserializationContext context) throws IOException {
    var draft = new Draft(interner());
    LenientJson.fields(job, draft::field);
    return new SlimJob(draft.meta.metadata(), draft.meta.uid() == null ? null : draft.facts());
  }

  private static final class Draft {
    private final Interner interner;
    private final ObjectMetaReader meta;
    private final PodSpecReader template;
    private boolean suspend;
    private int parallelism = 1;
    private Long activeDeadlineSeconds;
    private String startTime;
    private String completionTime;
    private int active;
    private int ready;
    private int succeeded;
    private int failed;
    private int terminating;
    private JobCondition suspension;
    private JobCondition failing;
    private JobCondition failure;

    Draft(Interner interner) {
      this.interner = interner;
      this.meta = new ObjectMetaReader(interner);
      this.template = new PodSpecReader(interner);
    }

    void field(String field, JsonParser value) throws IOException {
      switch (field) {
        case "metadata" -> meta.read(value);
        case "spec" -> LenientJson.fields(value, this::spec);
        case "status" -> LenientJson.fields(value, this::status);
        default -> {}
      }
    }

    private void spec(String field, JsonParser value) throws IOException {
      switch (field) {
        case "suspend" -> suspend = LenientJson.truth(value);
        case "parallelism" -> parallelism = LenientJson.count(value, 1);
        case "activeDeadlineSeconds" ->
            activeDeadlineSeconds = interner.share(LenientJson.whole(value));
        case "template" -> LenientJson.fields(value, this::template);
        default -> {}
      }
    }

    private void template(String field, JsonParser value) throws IOException {
      if (field.equals("spec")) {
        template.read(value);
      }
    }

    private void status(String field, JsonParser value) throws IOException {
      switch (field) {
        case "startTime" -> startTime = interner.share(LenientJson.text(value));
        case "completionTime" -> completionTime = interner.share(LenientJson.text(value));
        case "active" -> active = LenientJson.count(value, 0);
        case "ready" -> ready = LenientJson.count(value, 0);
        case "succeeded" -> succeeded = LenientJson.count(value, 0);
        case "failed" -> failed = LenientJson.count(value, 0);
        case "terminating" -> terminating = LenientJson.count(value, 0);
        case "conditions" -> LenientJson.elements(value, this::condition);
        default -> {}
      }
    }

    private void condition(JsonParser value) throws IOException {
      var condition = new ConditionReader(interner);
      condition.read(value);
      switch (condition.type()) {
        case "Suspended" -> suspension = condition.ofJob();
        case "FailureTarget" -> failing = condition.ofJob();
        case "Failed" -> failure = condition.ofJob();
        default -> {}
      }
    }

    JobFacts facts() {
      return new JobFacts(
          meta.uid(),
          meta.name(),
          meta.resourceVersion(),
          meta.labels().canonical(),
          meta.labels().legacy(),
          meta.labels().queue(),
          meta.creationTime(),
          suspend,
          parallelism,
          activeDeadlineSeconds,
          template.template(),
          startTime,
          completionTime,
          active,
          ready,
          succeeded,
          failed,
          terminating,
          suspension,
          failure == null ? failing : failure);
    }
  }
}
