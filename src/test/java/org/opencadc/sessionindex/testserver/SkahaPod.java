package org.opencadc.sessionindex.testserver;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pod of a session: its containers, volumes and where it may run. */
final class SkahaPod {
  private static final Map<String, Integer> PORTS =
      Map.of(
          "notebook", 8888, "desktop", 6901, "carta", 6901, "contributed", 5000, "firefly", 8080);

  private final SkahaSession session;
  private final String name;
  private final boolean headless;
  private final String home;

  SkahaPod(SkahaSession session, String jobName) {
    this.session = session;
    this.name = jobName;
    this.headless = session.kind.equals("headless");
    this.home = "/cavern/home/" + session.username;
  }

  PodSpec spec() {
    long gid = 61_000L + Math.floorMod(session.username.hashCode(), 1000);
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withRestartPolicy(headless ? "Never" : "OnFailure")
        .withPriorityClassName(headless ? null : "uber-user-preempt-medium")
        .withHostname(session.name)
        .withNewAffinity()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm()
        .withMatchExpressions(
            requirement("skaha.opencadc.org/node-type", "In", "worker-node"),
            session.gpus > 0
                ? requirement("nvidia.com/gpu.count", "Gt", "0")
                : requirement("nvidia.com/gpu.count", "DoesNotExist"))
        .endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .withNewSecurityContext()
        .withRunAsUser(gid)
        .withRunAsGroup(gid)
        .withSupplementalGroups(gid, 70010L, 70311L)
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withInitContainers(
            init(
                "backup-original-passwd-groups",
                session.image,
                List.of(
                    "/bin/sh",
                    "-c",
                    "cp /etc/passwd /etc-passwd/passwd-orig && cp /etc/group"
                        + " /etc-group/group-orig")),
            init(
                "init-users-groups",
                "redis:8.2.2-bookworm",
                List.of("/init-users-groups/init-users-groups.sh")))
        .withContainers(container())
        .withDnsPolicy("ClusterFirst")
        .withTerminationGracePeriodSeconds(30L)
        .withVolumes(volumes())
        .build();
  }

  private static NodeSelectorRequirement requirement(
      String key, String operator, String... values) {
    return new NodeSelectorRequirementBuilder()
        .withKey(key)
        .withOperator(operator)
        .withValues(values)
        .build();
  }

  private Container init(String containerName, String image, List<String> command) {
    Map<String, Quantity> small =
        Map.of("memory", Quantity.parse("64Mi"), "cpu", Quantity.parse("200m"));
    return new ContainerBuilder()
        .withName(containerName)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand(command)
        .withEnv(
            env("HOME", home),
            env("REDIS_URL", "redis://skaha-redis-master.skaha-system.svc.cluster.local:6379"))
        .withVolumeMounts(
            mount("etc-passwd", "/etc-passwd", null),
            mount("etc-group", "/etc-group", null),
            mount("init-users-groups", "/init-users-groups", null))
        .withSecurityContext(restricted())
        .withNewResources()
        .withRequests(small)
        .withLimits(small)
        .endResources()
        .build();
  }

  private Container container() {
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(session.appId.isEmpty() ? name : session.name)
            .withImage(session.image)
            .withImagePullPolicy("Always")
            .withCommand(headless ? "python3" : "/skaha-system/start-" + session.kind + ".sh")
            .withEnv(
                env("skaha_hostname", "ws-uv.example.org"),
                env("skaha_username", session.username),
                env("skaha_sessionid", session.id),
                env("HOME", home),
                env("PWD", home),
                env("JULIA_NUM_THREADS", session.cpu),
                env("OPENBLAS_NUM_THREADS", session.cpu),
                env("MKL_NUM_THREADS", session.cpu),
                env("OMP_NUM_THREADS", session.cpu))
            .withVolumeMounts(
                mount("etc-passwd", "/etc/passwd", "passwd"),
                mount("etc-group", "/etc/group", "group"),
                mount("cavern-volume", "/cavern", null),
                mount("dshm", "/dev/shm", null))
            .withSecurityContext(restricted())
            .withNewResources()
            .withRequests(resources(session.cpu, session.memory, "20Gi"))
            .withLimits(
                session.fixed
                    ? resources(session.cpu, session.memory, "200Gi")
                    : resources("8", "32Gi", "200Gi"))
            .endResources();
    Integer port = PORTS.get(session.kind);
    if (port != null) {
      container
          .addNewPort()
          .withName("http")
          .withContainerPort(port)
          .withProtocol("TCP")
          .endPort()
          .withNewReadinessProbe()
          .withNewTcpSocket()
          .withNewPort(port)
          .endTcpSocket()
          .withPeriodSeconds(15)
          .endReadinessProbe();
    }
    return container.build();
  }

  private Map<String, Quantity> resources(String cpu, String memory, String disk) {
    Map<String, Quantity> resources = new LinkedHashMap<>();
    resources.put("memory", Quantity.parse(memory));
    resources.put("cpu", Quantity.parse(cpu));
    resources.put("ephemeral-storage", Quantity.parse(disk));
    if (session.gpus > 0) {
      resources.put("nvidia.com/gpu", Quantity.parse(Integer.toString(session.gpus)));
    }
    return resources;
  }

  private static EnvVar env(String key, String value) {
    return new EnvVarBuilder().withName(key).withValue(value).build();
  }

  private static VolumeMount mount(String volume, String path, String subPath) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(path)
        .withSubPath(subPath)
        .build();
  }

  private static SecurityContext restricted() {
    return new SecurityContextBuilder()
        .withPrivileged(false)
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static List<Volume> volumes() {
    return List.of(
        new VolumeBuilder().withName("etc-group").withNewEmptyDir().endEmptyDir().build(),
        new VolumeBuilder().withName("etc-passwd").withNewEmptyDir().endEmptyDir().build(),
        new VolumeBuilder()
            .withName("init-users-groups")
            .withNewConfigMap()
            .withName("skaha-init-users-groups-config")
            .withDefaultMode(511)
            .endConfigMap()
            .build(),
        new VolumeBuilder()
            .withName("cavern-volume")
            .withNewPersistentVolumeClaim()
            .withClaimName("skaha-workload-cavern-pvc")
            .endPersistentVolumeClaim()
            .build(),
        new VolumeBuilder()
            .withName("dshm")
            .withNewEmptyDir()
            .withMedium("Memory")
            .withSizeLimit(Quantity.parse("2Gi"))
            .endEmptyDir()
            .build());
  }
}
