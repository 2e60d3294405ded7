package org.opencadc.sessionindex.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
  private static final String CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: things.example.org}
      spec:
        group: example.org
        scope: Namespaced
        names: {plural: things, singular: thing, kind: Thing}
        versions:
        - name: v1
          served: true
          storage: true
          subresources: {status: {}}
          selectableFields: [{jsonPath: .spec.owner}]
          schema:
            openAPIV3Schema:
              type: object
              required: [spec]
              properties:
                spec:
                  type: object
                  required: [owner]
                  properties:
                    owner: {type: string, maxLength: 8, pattern: '^[a-z]+$'}
                    size: {type: integer, minimum: 1, maximum: 9, default: 3}
                    scope: {type: string, enum: [User, Public]}
                    parts: {type: array, maxItems: 2, items: {type: string}}
                status:
                  type: object
                  properties:
                    seen: {type: integer}
      """;

  private final ApiServer server = ApiServer.start(Clock.systemUTC()).namespace("work");
  private final KubernetesClient client = server.client();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private ConfigMap map(String name, Map<String, String> labels) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("work")
        .withLabels(labels)
        .endMetadata()
        .addToData("a", "1")
        .build();
  }

  private static long rv(ObjectMeta meta) {
    return Long.parseLong(meta.getResourceVersion());
  }

  private static void assertCode(
      int code, org.assertj.core.api.ThrowableAssert.ThrowingCallable c) {
    assertThatThrownBy(c)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(code));
  }

  private GenericKubernetesResource thing(String name, Map<String, Object> spec) {
    GenericKubernetesResource thing = new GenericKubernetesResource();
    thing.setApiVersion("example.org/v1");
    thing.setKind("Thing");
    thing.setMetadata(map(name, Map.of()).getMetadata());
    thing.setAdditionalProperty("spec", spec);
    return thing;
  }

  private void registerThings() {
    server.registerCrd(new ByteArrayInputStream(CRD.getBytes(StandardCharsets.UTF_8)));
  }

  private HttpResponse<String> raw(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofSeconds(8))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void everyWriteOfAnyTypeMovesTheOneVersion() {
    long start = server.version();
    ConfigMap first = client.resource(map("a", Map.of())).create();
    Node node =
        client
            .resource(new NodeBuilder().withNewMetadata().withName("n").endMetadata().build())
            .create();
    assertThat(rv(first.getMetadata())).isEqualTo(start + 1);
    assertThat(rv(node.getMetadata())).isEqualTo(start + 2);
    assertThat(first.getMetadata().getUid()).isNotBlank();
    assertThat(first.getMetadata().getCreationTimestamp()).isNotBlank();
    ConfigMapList list = client.configMaps().inNamespace("work").list();
    assertThat(list.getMetadata().getResourceVersion()).isEqualTo(Long.toString(start + 2));
  }

  @Test
  void aWriteThatChangesNothingMovesNothing() {
    ConfigMap made = client.resource(map("a", Map.of())).create();
    ConfigMap again = client.resource(made).update();
    assertThat(again.getMetadata().getResourceVersion())
        .isEqualTo(made.getMetadata().getResourceVersion());
  }

  @Test
  void conflictsAreRefused() {
    ConfigMap made = client.resource(map("a", Map.of())).create();
    assertCode(409, () -> client.resource(map("a", Map.of())).create());
    client.resource(new ConfigMapBuilder(made).addToData("b", "2").build()).update();
    assertCode(
        409,
        () -> client.resource(new ConfigMapBuilder(made).addToData("c", "3").build()).update());
    ConfigMap other =
        new ConfigMapBuilder(made)
            .editMetadata()
            .withUid("x")
            .withResourceVersion("")
            .endMetadata()
            .build();
    assertCode(409, () -> client.resource(other).update());
    assertCode(
        404,
        () -> client.configMaps().inNamespace("nowhere").resource(map("a", Map.of())).create());
  }

  @Test
  void pagesBelongToOneSnapshot() {
    for (int i = 0; i < 7; i++) {
      client.resource(map("m" + i, Map.of())).create();
    }
    ConfigMapList first =
        client
            .configMaps()
            .inNamespace("work")
            .list(new ListOptionsBuilder().withLimit(3L).build());
    assertThat(first.getItems())
        .extracting(m -> m.getMetadata().getName())
        .containsExactly("m0", "m1", "m2");
    assertThat(first.getMetadata().getRemainingItemCount()).isEqualTo(4);
    client.configMaps().inNamespace("work").withName("m4").delete();
    ConfigMapList second =
        client
            .configMaps()
            .inNamespace("work")
            .list(
                new ListOptionsBuilder()
                    .withLimit(30L)
                    .withContinue(first.getMetadata().getContinue())
                    .build());
    assertThat(second.getItems()).hasSize(4);
    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
    ConfigMapList cached =
        client
            .configMaps()
            .inNamespace("work")
            .list(new ListOptionsBuilder().withLimit(1L).withResourceVersion("0").build());
    assertThat(cached.getItems()).hasSize(6);
    server.expireHistory();
    assertCode(
        410,
        () ->
            client
                .configMaps()
                .inNamespace("work")
                .list(
                    new ListOptionsBuilder()
                        .withContinue(first.getMetadata().getContinue())
                        .build()));
  }

  @Test
  void selectorsSelect() {
    client.resource(map("a", Map.of("u", "x", "k", "1"))).create();
    client.resource(map("b", Map.of("u", "y"))).create();
    client.resource(map("c", Map.of())).create();
    assertThat(names("u=x")).containsExactly("a");
    assertThat(names("u!=x")).containsExactly("b", "c");
    assertThat(names("u")).containsExactly("a", "b");
    assertThat(names("!u")).containsExactly("c");
    assertThat(names("u in (x,y),k")).containsExactly("a");
    assertThat(names("u notin (x)")).containsExactly("b", "c");
    assertThat(
            client.configMaps().inAnyNamespace().withField("metadata.name", "b").list().getItems())
        .hasSize(1);
    assertCode(400, () -> client.configMaps().inAnyNamespace().withField("spec.x", "b").list());
  }

  private List<String> names(String selector) {
    return client
        .configMaps()
        .inNamespace("work")
        .list(new ListOptionsBuilder().withLabelSelector(selector).build())
        .getItems()
        .stream()
        .map(m -> m.getMetadata().getName())
        .toList();
  }

  @Test
  void podsAreSelectedByNodeAndPhase() {
    Pod bound = pod("bound");
    bound.getSpec().setNodeName("n1");
    client.resource(bound).create();
    client.resource(pod("loose")).create();
    assertThat(client.pods().inNamespace("work").withField("spec.nodeName", "n1").list().getItems())
        .hasSize(1);
    assertThat(
            client
                .pods()
                .inNamespace("work")
                .withField("status.phase", "Pending")
                .list()
                .getItems())
        .hasSize(2);
    assertThat(
            client
                .pods()
                .inNamespace("work")
                .withoutField("status.phase", "Pending")
                .list()
                .getItems())
        .isEmpty();
  }

  private static Pod pod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("work")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("c")
        .withImage("i")
        .endContainer()
        .endSpec()
        .build();
  }

  @Test
  void statusAndSpecAreKeptApart() {
    Pod made = client.resource(pod("p")).create();
    assertThat(made.getStatus().getPhase()).isEqualTo("Pending");
    Pod wanted =
        new PodBuilder(made)
            .editMetadata()
            .addToLabels("l", "1")
            .endMetadata()
            .editStatus()
            .withPhase("Running")
            .endStatus()
            .build();
    Pod main = client.resource(wanted).update();
    assertThat(main.getStatus().getPhase()).isEqualTo("Pending");
    assertThat(main.getMetadata().getLabels()).containsEntry("l", "1");
    Pod both =
        new PodBuilder(main)
            .editMetadata()
            .addToLabels("l", "2")
            .endMetadata()
            .editStatus()
            .withPhase("Running")
            .endStatus()
            .build();
    Pod status = client.resource(both).updateStatus();
    assertThat(status.getStatus().getPhase()).isEqualTo("Running");
    assertThat(status.getMetadata().getLabels()).containsEntry("l", "1");
    assertThat(status.getMetadata().getGeneration()).isEqualTo(made.getMetadata().getGeneration());
  }

  @Test
  void theThreePatchesPatch() {
    client.resource(map("a", Map.of("k", "1"))).create();
    var resource = client.configMaps().inNamespace("work").withName("a");
    ConfigMap merged =
        resource.patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"a\":null,\"b\":\"2\"}}");
    assertThat(merged.getData()).containsExactly(Map.entry("b", "2"));
    ConfigMap json =
        resource.patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\":\"replace\",\"path\":\"/data/b\",\"value\":\"3\"}]");
    assertThat(json.getData()).containsExactly(Map.entry("b", "3"));
    assertCode(
        409,
        () ->
            resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"resourceVersion\":\"1\"}}"));
    ConfigMap applied = client.resource(map("new", Map.of())).serverSideApply();
    assertThat(applied.getData()).containsEntry("a", "1");
    ConfigMap next = map("new", Map.of());
    next.setData(Map.of("z", "9"));
    assertThat(client.resource(next).serverSideApply().getData())
        .containsExactly(Map.entry("z", "9"));
  }

  @Test
  void aCustomResourceIsUnknownUntilItsDefinition() throws Exception {
    assertThat(raw("/apis/example.org/v1/namespaces/work/things").statusCode()).isEqualTo(404);
    assertThat(client.hasApiGroup("example.org", true)).isFalse();
    registerThings();
    assertThat(client.hasApiGroup("example.org", true)).isTrue();
    assertThat(raw("/apis/example.org/v1/namespaces/work/things").statusCode()).isEqualTo(200);
    assertThat(raw("/apis/example.org/v1").body()).contains("things/status");
    client.apiextensions().v1().customResourceDefinitions().withName("things.example.org").delete();
    assertThat(raw("/apis/example.org/v1/namespaces/work/things").statusCode()).isEqualTo(404);
  }

  @Test
  void aCustomResourceIsPrunedDefaultedAndValidated() {
    registerThings();
    GenericKubernetesResource made =
        client.resource(thing("t", Map.of("owner", "adal", "odd", 1))).create();
    assertThat(made.<Integer>get("spec", "size")).isEqualTo(3);
    assertThat(made.<Object>get("spec", "odd")).isNull();
    assertCode(422, () -> client.resource(thing("u", Map.of())).create());
    assertCode(422, () -> client.resource(thing("u", Map.of("owner", "a", "size", 10))).create());
    assertCode(422, () -> client.resource(thing("u", Map.of("owner", "a", "size", "1"))).create());
    assertCode(422, () -> client.resource(thing("u", Map.of("owner", "a", "scope", "X"))).create());
    assertCode(422, () -> client.resource(thing("u", Map.of("owner", "A1"))).create());
    assertCode(422, () -> client.resource(thing("u", Map.of("owner", "abcdefghi"))).create());
    assertThatThrownBy(
            () ->
                client
                    .resource(thing("u", Map.of("owner", "a", "parts", List.of("1", "2", "3"))))
                    .create())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e ->
                assertThat(e.getStatus().getDetails().getCauses().get(0).getField())
                    .isEqualTo("spec.parts"));
    made.setAdditionalProperty("status", Map.of("seen", 1));
    assertThat(client.resource(made).updateStatus().<Integer>get("status", "seen")).isEqualTo(1);
    assertThat(
            client
                .genericKubernetesResources("example.org/v1", "Thing")
                .inNamespace("work")
                .withField("spec.owner", "adal")
                .list()
                .getItems())
        .hasSize(1);
  }

  @Test
  void aStatusWithoutVersionIsInvalid() throws Exception {
    registerThings();
    client.resource(thing("t", Map.of("owner", "adal"))).create();
    String body = "{\"metadata\":{\"name\":\"t\"},\"status\":{\"seen\":1}}";
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            server.url() + "/apis/example.org/v1/namespaces/work/things/t/status"))
                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("must be specified for an update");
  }

  @Test
  void finalizersHoldADeletionBack() {
    ConfigMap made =
        client
            .resource(
                new ConfigMapBuilder(map("a", Map.of()))
                    .editMetadata()
                    .addToFinalizers("x/y")
                    .endMetadata()
                    .build())
            .create();
    client.resource(made).delete();
    ConfigMap leaving = client.configMaps().inNamespace("work").withName("a").get();
    assertThat(leaving.getMetadata().getDeletionTimestamp()).isNotNull();
    leaving.getMetadata().setFinalizers(List.of());
    client.resource(leaving).update();
    assertThat(client.configMaps().inNamespace("work").withName("a").get()).isNull();
  }

  @Test
  void dependentsOfADeletedOwnerAreCollected() {
    ConfigMap owner = client.resource(map("owner", Map.of())).create();
    for (String name : List.of("d1", "d2")) {
      client
          .resource(
              new ConfigMapBuilder(map(name, Map.of()))
                  .editMetadata()
                  .addNewOwnerReference()
                  .withApiVersion("v1")
                  .withKind("ConfigMap")
                  .withName("owner")
                  .withUid(owner.getMetadata().getUid())
                  .endOwnerReference()
                  .endMetadata()
                  .build())
          .create();
    }
    client.resource(owner).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(client.configMaps().inNamespace("work").list().getItems()).isEmpty());
  }

  @Test
  void aDenialIsWordedAsTheRealOneAndReviewsKnowIt() {
    server.deny("list", "pods", "work");
    assertThatThrownBy(() -> client.pods().inNamespace("work").list())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(403);
              assertThat(e.getStatus().getMessage())
                  .isEqualTo(
                      "pods is forbidden: User \""
                          + Authorization.USER
                          + "\" cannot list resource \"pods\" in API group \"\" in the namespace"
                          + " \"work\"");
            });
    assertThat(mayListPods()).isFalse();
    server.allow("list", "pods", "work");
    assertThat(mayListPods()).isTrue();
    assertThat(client.pods().inNamespace("work").list().getItems()).isEmpty();
  }

  private boolean mayListPods() {
    return client
        .resource(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace("work")
                .withVerb("list")
                .withResource("pods")
                .endResourceAttributes()
                .endSpec()
                .build())
        .create()
        .getStatus()
        .getAllowed();
  }

  @Test
  void theDateIsTheServersOwn() throws Exception {
    server.skew(Duration.ofDays(400));
    String year =
        Integer.toString(
            java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).plusDays(400).getYear());
    assertThat(raw("/version").headers().firstValue("Date").orElseThrow()).contains(year);
  }

  @Test
  void aQuietTypeShowsItsVersionOnlyAfterAConsistentList() throws Exception {
    long from = server.version();
    client.resource(map("a", Map.of())).create();
    String watch =
        "/api/v1/nodes?watch=true&allowWatchBookmarks=true&timeoutSeconds=3&resourceVersion="
            + from;
    assertThat(firstLine(watch)).isEmpty();
    String list = raw("/api/v1/nodes?fieldSelector=metadata.name%3D_").body();
    assertThat(list).contains("\"resourceVersion\":\"" + server.version() + "\"");
    assertThat(firstLine(watch))
        .contains("BOOKMARK")
        .contains("\"resourceVersion\":\"" + server.version() + "\"");
  }

  /** What a watch sends first within 1.5 s, or nothing. */
  private String firstLine(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path)).build();
    HttpResponse<Stream<String>> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    return CompletableFuture.supplyAsync(() -> answer.body().findFirst().orElse(""))
        .completeOnTimeout("", 1500, TimeUnit.MILLISECONDS)
        .get();
  }

  @Test
  void whatIsTooOldIsToldInTheStream() throws Exception {
    long from = server.version();
    server.eventWindow(1);
    client.resource(map("a", Map.of())).create();
    client.resource(map("b", Map.of())).create();
    HttpResponse<String> answer =
        raw("/api/v1/configmaps?watch=true&timeoutSeconds=1&resourceVersion=" + from);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"ERROR\"").contains("410").contains("Expired");
    assertThat(raw("/api/v1/configmaps?watch=true&timeoutSeconds=1&resourceVersion=999999").body())
        .isEmpty();
  }

  @Test
  void plannedFailuresStrikeOnceEach() throws Exception {
    server.failNext(1, 503, "get", "configmaps");
    client.resource(map("a", Map.of())).create();
    String path = "/api/v1/namespaces/work/configmaps/a";
    assertThat(raw(path).statusCode()).isEqualTo(503);
    assertThat(raw(path).statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerCanBeLostThoughTheWriteWasDone() {
    server.loseAnswers(1, "create", "configmaps");
    Config once = new ConfigBuilder(server.config()).withRequestRetryBackoffLimit(0).build();
    try (KubernetesClient writer = new KubernetesClientBuilder().withConfig(once).build()) {
      assertThatThrownBy(() -> writer.resource(map("a", Map.of())).create())
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              e -> assertThat(e.getCause()).isInstanceOf(IOException.class));
    }
    assertThat(client.configMaps().inNamespace("work").withName("a").get()).isNotNull();
  }

  @Test
  void objectsCanBeLoadedAsTheyAre() {
    Pod running = pod("running");
    running.getMetadata().setUid("u-1");
    running.setStatus(new PodStatusBuilder().withPhase("Running").build());
    server.load(running);
    Pod found = client.pods().inNamespace("work").withName("running").get();
    assertThat(found.getStatus().getPhase()).isEqualTo("Running");
    assertThat(found.getMetadata().getUid()).isEqualTo("u-1");
    assertThat(rv(found.getMetadata())).isEqualTo(server.version());
  }

  @Test
  void deletingACollectionHonoursItsSelector() throws Exception {
    client.resource(map("a", Map.of("k", "1"))).create();
    client.resource(map("b", Map.of("k", "2"))).create();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(server.url() + "/api/v1/namespaces/work/configmaps?labelSelector=k%3D1"))
            .DELETE()
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(names("k")).containsExactly("b");
  }

  @Test
  void theLogCounts() {
    client.resource(map("a", Map.of())).create();
    long mark = server.log().mark();
    client.pods().inNamespace("work").list();
    assertThat(server.log().listsThatReturnedObjects(mark)).isEmpty();
    client.configMaps().inNamespace("work").list();
    assertThat(server.log().listsThatReturnedObjects(mark))
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.resource()).isEqualTo("configmaps");
              assertThat(r.objectsReturned()).isEqualTo(1);
              assertThat(r.responseBytes()).isGreaterThan(100);
              assertThat(r.userAgent()).contains("fabric8");
            });
    assertThat(server.log().bytesByVerb(mark)).containsOnlyKeys("list");
  }
}
