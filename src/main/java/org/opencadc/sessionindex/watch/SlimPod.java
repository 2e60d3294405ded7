package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.opencadc.sessionindex.ledger.PodFacts;

/** A Pod of which only the facts are kept. */
// Without a deserialiser of its own it would inherit the one that looks up the full type.
@JsonDeserialize(using = PodReader.class)
@Group("")
@Version("v1")
@Kind("Pod")
@Plural("pods")
@Singular("pod")
public final class SlimPod extends Slim<PodFacts> implements Namespaced {

  SlimPod(ObjectMeta metadata, PodFacts facts) {
    super(metadata, facts);
  }
}
