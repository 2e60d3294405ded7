package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.opencadc.sessionindex.ledger.JobFacts;

/** A Job of which only the facts are kept. */
// Without a deserialiser of its own it would inherit the one that looks up the full type.
@JsonDeserialize(using = JobReader.class)
@Group("batch")
@Version("v1")
@Kind("Job")
@Plural("jobs")
@Singular("job")
public final class SlimJob extends Slim<JobFacts> implements Namespaced {

  SlimJob(ObjectMeta metadata, JobFacts facts) {
    super(metadata, facts);
  }
}
