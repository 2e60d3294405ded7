package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.opencadc.sessionindex.ledger.NodeFacts;

/** A Node of which only the facts are kept. */
// Without a deserialiser of its own it would inherit the one that looks up the full type.
@JsonDeserialize(using = NodeReader.class)
@Group("")
@Version("v1")
@Kind("Node")
@Plural("nodes")
@Singular("node")
public final class SlimNode extends Slim<NodeFacts> {

  SlimNode(ObjectMeta metadata, NodeFacts facts) {
    super(metadata, facts);
  }
}
