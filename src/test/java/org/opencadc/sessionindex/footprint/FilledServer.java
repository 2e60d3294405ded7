package org.opencadc.sessionindex.footprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.opencadc.sessionindex.api.SessionIndex;
import org.opencadc.sessionindex.testserver.ApiServer;
import org.opencadc.sessionindex.testserver.SkahaJobs;
import org.opencadc.sessionindex.testserver.SkahaNodes;

/** An API server in this JVM with many sessions that run, each a Job and a Pod of about 9 kB. */
final class FilledServer implements AutoCloseable {
  private static final String NAMESPACE = "skaha-workload";
  private static final int BYTES = 9_000;
  private static final int NODES = 20;
  private static final ResourceDefinitionContext SUMMARIES =
      new ResourceDefinitionContext.Builder()
          .withGroup(SessionIndex.GROUP)
          .withVersion(SessionIndex.VERSION)
          .withKind("SessionSummary")
          .withPlural("sessionsummaries")
          .withNamespaced(true)
          .build();

  private final ObjectMapper mapper = new ObjectMapper();
  private final ApiServer server = ApiServer.start(Clock.systemUTC());
  private final KubernetesClient client = server.client();
  private final Random random = new Random(1);
  private final ObjectNode[] jobs;
  private final ObjectNode[] pods;

  FilledServer(int sessions, int users) throws IOException {
    server.namespace(NAMESPACE);
    for (String crd : List.of("sessionindexes", "sessionsummaries")) {
      server.registerCrd(Files.newInputStream(Path.of("deploy/crds", crd + ".yaml")));
    }
    for (int i = 0; i < NODES; i++) {
      server.load(SkahaNodes.worker(i));
    }
    SkahaJobs source = SkahaJobs.seeded(1, NAMESPACE);
    jobs = new ObjectNode[sessions];
    pods = new ObjectNode[sessions];
    for (int i = 0; i < sessions; i++) {
      jobs[i] = mapper.valueToTree(source.any(users).job());
      ((ObjectNode) jobs[i].get("metadata")).put("uid", new UUID(random.nextLong(), i).toString());
      pods[i] = pod(jobs[i]);
      makeReady(i, true);
      pad(jobs[i]);
      pad(pods[i]);
      server.load(jobs[i]);
      server.load(pods[i]);
    }
    server.load(index());
  }

  private ObjectNode index() {
    ObjectNode index = mapper.createObjectNode();
    index.put("apiVersion", SessionIndex.GROUP + "/" + SessionIndex.VERSION);
    index.put("kind", "SessionIndex").putObject("spec");
    index.putObject("metadata").put("name", "main").put("namespace", NAMESPACE);
    return index;
  }

  private ObjectNode pod(ObjectNode job) {
    ObjectNode pod = mapper.createObjectNode();
    pod.put("apiVersion", "v1").put("kind", "Pod");
    JsonNode template = job.at("/spec/template");
    pod.set("metadata", template.get("metadata").deepCopy());
    pod.set("spec", template.get("spec").deepCopy());
    ((ObjectNode) pod.get("spec")).put("nodeName", "worker-1");
    String name = job.at("/metadata/name").asText();
    ObjectNode metadata = (ObjectNode) pod.get("metadata");
    metadata.put("name", name + "-x2c4f").put("namespace", NAMESPACE);
    metadata.put("uid", UUID.randomUUID().toString());
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "batch/v1")
        .put("kind", "Job")
        .put("name", name)
        .put("uid", job.at("/metadata/uid").asText())
        .put("controller", true);
    return pod;
  }

  /** Makes it as large as a real one by what a reader has no use for. */
  private static void pad(ObjectNode object) {
    ObjectNode fields =
        ((ObjectNode) object.get("metadata"))
            .putArray("managedFields")
            .addObject()
            .put("manager", "kube-controller-manager")
            .put("operation", "Update")
            .putObject("fieldsV1")
            .putObject("f:spec");
    int missing = BYTES - object.toString().length();
    for (int i = 0; missing > 0; i++) {
      fields.putObject("f:terminationGracePeriodSeconds" + i);
      missing -= 38;
    }
  }

  private void makeReady(int session, boolean ready) {
    jobs[session]
        .putObject("status")
        .put("startTime", "2026-11-23T10:00:00Z")
        .put("active", 1)
        .put("ready", ready ? 1 : 0);
    ObjectNode status = pods[session].putObject("status");
    status.put("phase", "Running");
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", ready ? "True" : "False")
        .put("lastTransitionTime", Instant.now().toString());
  }

  /** Jobs and Pods in turn become ready or not. */
  void change(int perSecond, Duration time) throws InterruptedException {
    long begin = System.nanoTime();
    long events = perSecond * time.toSeconds();
    for (int event = 0; event < events; event += 2) {
      int session = random.nextInt(jobs.length);
      makeReady(session, jobs[session].at("/status/ready").asInt() == 0);
      server.load(pods[session].deepCopy());
      server.load(jobs[session].deepCopy());
      long due = begin + event * 1_000_000_000L / perSecond;
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
    }
  }

  /** A field of the platform's status; empty when there is none. */
  String platform(String pointer) {
    var platform =
        client.genericKubernetesResources(SUMMARIES).inNamespace(NAMESPACE).withName("main").get();
    return platform == null ? "" : mapper.valueToTree(platform).at("/status" + pointer).asText("");
  }

  URI url() {
    return URI.create(server.url());
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
