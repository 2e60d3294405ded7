package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * What kube-controller-manager, kube-scheduler and the kubelets do for Jobs, inside the JVM: pods
 * are made, bound to nodes with room, run as their annotations say, and told of in the Job's
 * status.
 *
 * <p>The annotations, on the pod template and as Go durations: {@code
 * session-index.test/start-after} from bound to ready (10 ms), {@code session-index.test/run-for}
 * from ready to success (never), {@code session-index.test/fail-after} from ready to failure
 * (never).
 */
public final class FakeControllers implements AutoCloseable {
  private final Storage storage;
  private final Objects objects;
  private final ControllerLoop loop = new ControllerLoop();
  private final FakeScheduler scheduler;
  private final FakeKubelet kubelet;
  private final FakeJobController jobs;
  private final Consumer<Change> listener = this::queue;

  private FakeControllers(ApiServer server) {
    storage = server.storage();
    objects = server.objects();
    scheduler = new FakeScheduler(objects, loop);
    kubelet = new FakeKubelet(objects, storage, loop);
    jobs = new FakeJobController(objects, storage, loop);
  }

  /** Starts to control a server, what is in it already included. */
  public static FakeControllers start(ApiServer server) {
    FakeControllers controllers = new FakeControllers(server);
    controllers.objects.gracefulPods(true);
    synchronized (controllers.storage) {
      controllers.storage.listen(controllers.listener);
      for (ResourceType type :
          new ResourceType[] {ResourceTypes.NODES, ResourceTypes.PODS, ResourceTypes.JOBS}) {
        controllers
            .storage
            .all(type)
            .forEach(o -> controllers.listener.accept(new Change(Change.Kind.ADDED, o, null)));
      }
    }
    return controllers;
  }

  private void queue(Change change) {
    loop.soon(() -> changed(change));
  }

  private void changed(Change change) {
    switch (change.type().id()) {
      case "nodes" -> scheduler.node(change);
      case "jobs.batch" -> jobs.job(change);
      case "pods" -> {
        ObjectNode pod = change.object().tree();
        scheduler.pod(change, pod);
        kubelet.pod(change, pod);
        jobs.pod(change, pod);
      }
      default -> {
        // nobody here cares about other types
      }
    }
  }

  @Override
  public void close() {
    storage.unlisten(listener);
    objects.gracefulPods(false);
    loop.close();
  }
}
