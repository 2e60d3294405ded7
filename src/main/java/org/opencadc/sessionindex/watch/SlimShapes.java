package org.opencadc.sessionindex.watch;

import static org.opencadc.sessionindex.protobuf.Form.QUANTITY;
import static org.opencadc.sessionindex.protobuf.Form.TEXT;
import static org.opencadc.sessionindex.protobuf.Form.TIME;
import static org.opencadc.sessionindex.protobuf.Form.TRUTH;
import static org.opencadc.sessionindex.protobuf.Form.WHOLE;
import static org.opencadc.sessionindex.protobuf.Shape.many;
import static org.opencadc.sessionindex.protobuf.Shape.map;
import static org.opencadc.sessionindex.protobuf.Shape.one;

import java.util.Map;
import org.opencadc.sessionindex.protobuf.KubernetesProtobuf;
import org.opencadc.sessionindex.protobuf.Shape;

/**
 * What the readers of Jobs, Pods and Nodes read, by its protobuf number: a field that is not here
 * does not reach them. Numbers are those of generated.proto in k8s.io/api and k8s.io/apimachinery
 * v0.36.
 */
final class SlimShapes {

  private static final Shape OWNER =
      Shape.of(one(1, "kind", TEXT), one(4, "uid", TEXT), one(6, "controller", TRUTH));

  private static final Shape METADATA =
      Shape.of(
          one(1, "name", TEXT),
          one(3, "namespace", TEXT),
          one(5, "uid", TEXT),
          one(6, "resourceVersion", TEXT),
          one(8, "creationTimestamp", TIME),
          map(11, "labels", TEXT),
          many(13, "ownerReferences", OWNER));

  private static final Shape LIST_METADATA =
      Shape.of(
          one(2, "resourceVersion", TEXT),
          one(3, "continue", TEXT),
          one(4, "remainingItemCount", WHOLE));

  // Pods and the templates of Jobs

  private static final Shape RESOURCES =
      Shape.of(map(1, "limits", QUANTITY), map(2, "requests", QUANTITY));

  private static final Shape CONTAINER =
      Shape.of(
          one(2, "image", TEXT), one(8, "resources", RESOURCES), one(24, "restartPolicy", TEXT));

  private static final Shape SECURITY_CONTEXT =
      Shape.of(
          one(2, "runAsUser", WHOLE),
          many(4, "supplementalGroups", WHOLE),
          one(6, "runAsGroup", WHOLE));

  private static final Shape POD_SPEC =
      Shape.of(
          many(2, "containers", CONTAINER),
          one(10, "nodeName", TEXT),
          one(14, "securityContext", SECURITY_CONTEXT),
          many(20, "initContainers", CONTAINER),
          map(32, "overhead", QUANTITY),
          one(40, "resources", RESOURCES));

  // The conditions of Jobs and Pods differ in fields that are not read.

  private static final Shape CONDITION =
      Shape.of(
          one(1, "type", TEXT),
          one(2, "status", TEXT),
          one(4, "lastTransitionTime", TIME),
          one(5, "reason", TEXT),
          one(6, "message", TEXT));

  private static final Shape WAITING = Shape.of(one(1, "reason", TEXT), one(2, "message", TEXT));

  private static final Shape TERMINATED =
      Shape.of(one(1, "exitCode", WHOLE), one(3, "reason", TEXT), one(6, "finishedAt", TIME));

  private static final Shape CONTAINER_STATE =
      Shape.of(one(1, "waiting", WAITING), one(3, "terminated", TERMINATED));

  private static final Shape CONTAINER_STATUS =
      Shape.of(one(2, "state", CONTAINER_STATE), one(3, "lastState", CONTAINER_STATE));

  private static final Shape POD_STATUS =
      Shape.of(
          one(1, "phase", TEXT),
          many(2, "conditions", CONDITION),
          one(4, "reason", TEXT),
          many(8, "containerStatuses", CONTAINER_STATUS),
          many(10, "initContainerStatuses", CONTAINER_STATUS));

  private static final Shape POD = object(POD_SPEC, POD_STATUS);

  // Jobs

  private static final Shape JOB_SPEC =
      Shape.of(
          one(1, "parallelism", WHOLE),
          one(3, "activeDeadlineSeconds", WHOLE),
          one(6, "template", Shape.of(one(2, "spec", POD_SPEC))),
          one(10, "suspend", TRUTH));

  private static final Shape JOB_STATUS =
      Shape.of(
          many(1, "conditions", CONDITION),
          one(2, "startTime", TIME),
          one(3, "completionTime", TIME),
          one(4, "active", WHOLE),
          one(5, "succeeded", WHOLE),
          one(6, "failed", WHOLE),
          one(9, "ready", WHOLE),
          one(11, "terminating", WHOLE));

  private static final Shape JOB = object(JOB_SPEC, JOB_STATUS);

  // Nodes

  private static final Shape NODE_STATUS =
      Shape.of(
          map(1, "capacity", QUANTITY),
          map(2, "allocatable", QUANTITY),
          many(4, "conditions", Shape.of(one(1, "type", TEXT), one(2, "status", TEXT))));

  private static final Shape NODE = object(Shape.of(one(4, "unschedulable", TRUTH)), NODE_STATUS);

  // Errors

  private static final Shape STATUS_CAUSE =
      Shape.of(one(1, "reason", TEXT), one(2, "message", TEXT), one(3, "field", TEXT));

  private static final Shape STATUS_DETAILS =
      Shape.of(
          one(1, "name", TEXT),
          one(2, "group", TEXT),
          one(3, "kind", TEXT),
          many(4, "causes", STATUS_CAUSE),
          one(6, "uid", TEXT));

  private static final Shape STATUS =
      Shape.of(
          one(1, "metadata", LIST_METADATA),
          one(2, "status", TEXT),
          one(3, "message", TEXT),
          one(4, "reason", TEXT),
          one(5, "details", STATUS_DETAILS),
          one(6, "code", WHOLE));

  private SlimShapes() {}

  private static Shape object(Shape spec, Shape status) {
    return Shape.of(one(1, "metadata", METADATA), one(2, "spec", spec), one(3, "status", status));
  }

  private static Shape list(Shape item) {
    return Shape.of(one(1, "metadata", LIST_METADATA), many(2, "items", item));
  }

  /** A reader of Jobs, Pods and Nodes, alone and in lists, and of the API server's errors. */
  static KubernetesProtobuf protobuf() {
    return new KubernetesProtobuf(
        Map.of(
            "batch/v1 Job", JOB,
            "batch/v1 JobList", list(JOB),
            "v1 Pod", POD,
            "v1 PodList", list(POD),
            "v1 Node", NODE,
            "v1 NodeList", list(NODE),
            "v1 Status", STATUS));
  }
}
