package org.opencadc.sessionindex.testserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * An API server inside the JVM that keeps the promises a real one keeps: one storage-wide version,
 * paged lists, resumable watches with bookmarks, conflicts, status subresources, validated custom
 * resources, and the faults that a test asks for.
 */
public final class ApiServer implements AutoCloseable {
  private final ServerDate date;
  private final Storage storage = new Storage();
  private final ResourceTypes types = new ResourceTypes();
  private final Objects objects;
  private final Listing listing = new Listing(storage);
  private final Watches watches = new Watches(storage);
  private final GarbageCollector collector;
  private final Authorization authorization = new Authorization();
  private final Faults faults = new Faults();
  private final RequestLog log = new RequestLog();
  private final Router router;
  private HttpListener listener;

  private ApiServer(Clock clock) {
    date = new ServerDate(clock);
    objects = new Objects(storage, types, date);
    collector = new GarbageCollector(storage, objects);
    Writing writing = new Writing(storage, objects);
    router =
        new Router(date, types, objects, listing, watches, writing, authorization, faults, log);
    listener = new HttpListener(0, router);
    namespace("default");
    namespace("kube-system");
  }

  /** Starts on a free loopback port. The clock gives the Date header and all times written. */
  public static ApiServer start(Clock clock) {
    return new ApiServer(clock);
  }

  /** The address to give to a client. */
  public String url() {
    return "http://127.0.0.1:" + listener.port();
  }

  /** A client configuration for this server, HTTP/1.1, free of the environment. */
  public Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(url())
        .withNamespace("default")
        .withHttp2Disable(true)
        .build();
  }

  /** A new client, for the caller to close. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(config())
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }

  /** Makes a namespace; objects are refused in one that does not exist, as by a real server. */
  public ApiServer namespace(String name) {
    if (storage.find(ResourceTypes.NAMESPACES, "", name).isEmpty()) {
      ObjectNode namespace = Json.object();
      Json.child(namespace, "metadata").put("name", name);
      Stored unused = objects.create(ResourceTypes.NAMESPACES, "", namespace, false);
    }
    return this;
  }

  /** Serves the types of a CustomResourceDefinition (YAML or JSON), creating or replacing it. */
  public void registerCrd(InputStream definition) {
    try (definition) {
      ObjectNode crd = Json.parseYaml(definition.readAllBytes());
      String name = Json.text(crd, "metadata", "name");
      synchronized (storage) {
        if (storage.find(ResourceTypes.CRDS, "", name).isPresent()) {
          var unused =
              objects.edit(ResourceTypes.CRDS, "", name, t -> t.set("spec", crd.get("spec")));
        } else {
          Stored unused = objects.create(ResourceTypes.CRDS, "", crd, false);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stores objects exactly as given, status, uid and all, as if they had been put into etcd. */
  public void load(HasMetadata... given) {
    for (HasMetadata object : given) {
      load(Json.MAPPER.<ObjectNode>valueToTree(object));
    }
  }

  /** Stores one JSON object, or each item of a JSON list, exactly as given. */
  public void load(ObjectNode object) {
    if (object.has("items")) {
      object.path("items").forEach(item -> load((ObjectNode) item));
      return;
    }
    ResourceType type =
        types
            .ofKind(Json.text(object, "apiVersion"), Json.text(object, "kind"))
            .orElseThrow(Failure::noSuchResource);
    Stored unused = objects.putAsIs(type, object);
  }

  /** The storage-wide version. */
  public long version() {
    return storage.version();
  }

  /** What was asked of the server. */
  public RequestLog log() {
    return log;
  }

  /** All requests, oldest first. */
  public List<RequestLog.Request> requests() {
    return log.requests();
  }

  /** Open watches of a resource, by plural. */
  public long openWatches(String resource) {
    return watches.count(resource);
  }

  /** How often a watch gets a bookmark; 60 s as on the real server unless told. */
  public void bookmarkEvery(Duration interval) {
    watches.bookmarkEvery(interval);
  }

  /** Whether watches may be WebSockets; without, fabric8 falls back to plain HTTP. */
  public void webSockets(boolean on) {
    router.webSockets(on);
  }

  /** How many changes of each type are kept for watches to resume from. */
  public void eventWindow(int changes) {
    storage.windowSize(changes);
  }

  /** Puts the server's clock ahead of the one given at the start, or behind it. */
  public void skew(Duration ahead) {
    date.skew(ahead);
  }

  /** Whether dependents of deleted owners are collected. */
  public void garbageCollection(boolean on) {
    collector.on(on);
  }

  /** Forbids a verb on a resource ({@code pods}, {@code jobs/status}) everywhere. */
  public void deny(String verb, String resource) {
    authorization.deny(verb, resource, "");
  }

  /** Forbids a verb on a resource in one namespace. */
  public void deny(String verb, String resource, String namespace) {
    authorization.deny(verb, resource, namespace);
  }

  /** Takes a {@link #deny(String, String)} back. */
  public void allow(String verb, String resource) {
    authorization.allow(verb, resource, "");
  }

  /** Takes a {@link #deny(String, String, String)} back. */
  public void allow(String verb, String resource, String namespace) {
    authorization.allow(verb, resource, namespace);
  }

  /** Requests hang and streams fall silent, as when the process is stopped by a signal. */
  public void freeze() {
    faults.freeze();
    watches.freeze(true);
  }

  /** Ends a {@link #freeze}: what hung goes on. */
  public void thaw() {
    faults.thaw();
    watches.freeze(false);
  }

  /** Requests of that verb and resource hang, and all others are answered. */
  public void hold(String verb, String resource) {
    faults.hold(verb, resource);
  }

  /** Ends every {@link #hold}: what hung goes on. */
  public void release() {
    faults.release();
  }

  /** Drops the connection of every watch. */
  public void cutWatches() {
    watches.cut();
  }

  /** The watches of a resource open now stay open and get nothing more; later ones work. */
  public void stallWatches(String resource) {
    watches.stall(resource, true);
  }

  /** Ends a {@link #stallWatches}: what was held back is sent. */
  public void resumeWatches(String resource) {
    watches.stall(resource, false);
  }

  /** The next n requests of that verb and resource are answered with an HTTP status. */
  public void failNext(int n, int status, String verb, String resource) {
    faults.plan(n, status, verb, resource);
  }

  /** The next n requests are carried out, but the connection drops instead of an answer. */
  public void loseAnswers(int n, String verb, String resource) {
    faults.plan(n, 0, verb, resource);
  }

  /** Forgets history: watches from before and continue tokens get 410. Open watches go on. */
  public void expireHistory() {
    listing.forget();
    storage.forgetHistory();
  }

  /** Kills the server: all connections drop and new ones are refused. */
  public synchronized void stop() {
    watches.cut();
    listener.close();
  }

  /** Starts again on the same port with the same objects, but with history beginning anew. */
  public synchronized void startAgain() {
    expireHistory();
    listener = new HttpListener(listener.port(), router);
  }

  /** Remembers all objects, for {@link #restore} by the version returned. */
  public long backup() {
    return storage.backup();
  }

  /** Restores etcd from a backup: objects and version go back, and watches are dropped. */
  public void restore(long version) {
    synchronized (storage) {
      storage.restore(version);
      types.forgetCustom();
      storage.all(ResourceTypes.CRDS).forEach(crd -> types.serve(crd.tree()));
      listing.forget();
      watches.cut();
    }
  }

  Storage storage() {
    return storage;
  }

  Objects objects() {
    return objects;
  }

  @Override
  public void close() {
    thaw();
    release();
    watches.cut();
    listener.close();
    collector.close();
  }
}
