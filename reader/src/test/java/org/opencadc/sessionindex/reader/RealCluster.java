package org.opencadc.sessionindex.reader;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.BatchV1Api;
import io.kubernetes.client.openapi.apis.CustomObjectsApi;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobStatus;
import io.kubernetes.client.util.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import okhttp3.Response;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A control plane without controllers: the test writes every status itself. */
final class RealCluster {
  static final String NAMESPACE = "skaha-workload";

  /** When every Job that was started is said to have been. */
  static final OffsetDateTime STARTED = OffsetDateTime.of(2026, 8, 20, 15, 0, 0, 0, ZoneOffset.UTC);

  private static final int CONFLICT = 409;

  final ApiClient client;
  final Path kubeconfig;
  private final BatchV1Api jobs;

  RealCluster(Path dir) throws IOException {
    kubeconfig = dir.resolve("kubeconfig").toAbsolutePath();
    client = Config.fromConfig(kubeconfig.toString());
    jobs = new BatchV1Api(client);
  }

  /** A further client whose answers come late, by path. */
  ApiClient client(Function<String, Duration> delay) throws IOException {
    ApiClient late = Config.fromConfig(kubeconfig.toString());
    return late.setHttpClient(
        late.getHttpClient()
            .newBuilder()
            .addInterceptor(
                chain -> {
                  Response response = chain.proceed(chain.request());
                  sleep(delay.apply(chain.request().url().encodedPath()));
                  return response;
                })
            .build());
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Port of the API server on this machine. */
  int port() {
    return URI.create(client.getBasePath()).getPort();
  }

  /** A kubeconfig that goes by another port, in a file next to ours. */
  Path kubeconfigBy(int port) throws IOException {
    String ours = Files.readString(kubeconfig);
    return Files.writeString(
        kubeconfig.resolveSibling("kubeconfig-by-line"), ours.replace(":" + port(), ":" + port));
  }

  void install(Path crds, String index) throws Exception {
    installCrds(crds);
    createIndex(NAMESPACE, Index.json(index));
  }

  void installCrds(Path crds) throws Exception {
    for (String file : List.of("sessionindexes.yaml", "sessionsummaries.yaml")) {
      Object crd =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(Files.readString(crds.resolve(file)));
      try {
        new CustomObjectsApi(client)
            .createClusterCustomObject(
                "apiextensions.k8s.io", "v1", "customresourcedefinitions", crd)
            .execute();
      } catch (ApiException e) {
        if (e.getCode() != CONFLICT) {
          throw e;
        }
      }
    }
  }

  /** The CRDs are served a moment after they were created. */
  void createIndex(String namespace, JsonObject index) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        new CustomObjectsApi(client)
            .createNamespacedCustomObject(
                "skaha.opencadc.org", "v1alpha1", namespace, "sessionindexes", index)
            .execute();
        return;
      } catch (ApiException e) {
        if (attempt == 50) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  /** Creates a Job whose session's id is its name, and the id of the app if it is one. */
  String create(String user, String name, String kind) throws ApiException {
    String app =
        kind.equals("desktop-app")
            ? ", \"%s\": \"%s\"".formatted(LabelGeneration.CANONICAL.appId(), name)
            : "";
    V1Job job =
        Samples.job(
            Index.json(
                """
                {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "%s", "labels": {
                    "canfar.net/id": "%s", "canfar.net/username": "%s", "canfar.net/kind": "%s"%s}},
                 "spec": {"template": {"spec": {"restartPolicy": "Never",
                    "containers": [{"name": "c", "image": "localhost/none"}]}}}}
                """
                    .formatted(name, name, user, kind, app)));
    return version(jobs.createNamespacedJob(NAMESPACE, job).execute());
  }

  String run(String name, int ready) throws ApiException {
    return status(name, new V1JobStatus().active(1).ready(ready).startTime(STARTED));
  }

  String fail(String name) throws ApiException {
    return status(name, new V1JobStatus().failed(1).ready(0).startTime(STARTED));
  }

  private String status(String name, V1JobStatus status) throws ApiException {
    V1Job job = jobs.readNamespacedJob(name, NAMESPACE).execute();
    return version(jobs.replaceNamespacedJobStatus(name, NAMESPACE, job.status(status)).execute());
  }

  /** Deletes a Job; the version of an empty LIST after it includes that. */
  String delete(String name) throws ApiException {
    jobs.deleteNamespacedJob(name, NAMESPACE).propagationPolicy("Background").execute();
    return version();
  }

  String version() throws ApiException {
    return jobs.listNamespacedJob(NAMESPACE)
        .fieldSelector("metadata.name=_")
        .execute()
        .getMetadata()
        .getResourceVersion();
  }

  private static String version(V1Job job) {
    return job.getMetadata().getResourceVersion();
  }
}
