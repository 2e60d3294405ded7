package org.opencadc.sessionindex.watch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.opencadc.sessionindex.http.TimedHttpClientFactory;
import org.opencadc.sessionindex.protobuf.ProtobufHttpClient;

/** Clients that know Jobs, Pods and Nodes as slim types and nothing else. */
public final class SlimClient {

  private static final int INTERNER_BITS = 14;

  private SlimClient() {}

  /**
   * A client of its own for watching; the caller closes it.
   *
   * @param config used as it is, so that a token from a file is still read anew when it rotates
   */
  public static KubernetesClient of(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(serialization())
        .withHttpClientFactory(
            new TimedHttpClientFactory(
                client -> new ProtobufHttpClient(client, SlimShapes.protobuf())))
        // over HTTP/2 the JDK client reports a refused token as a closed connection, not as 401
        .withHttpClientBuilderConsumer(builder -> builder.preferHttp11())
        .build();
  }

  /** A serialisation that reads Jobs, Pods and Nodes as slim types, in lists and in watches. */
  public static KubernetesSerialization serialization() {
    // field names of managedFields hold uids, which are not worth a place in the JVM's string table
    var json = JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    var mapper = new ObjectMapper(json);
    mapper.setHandlerInstantiator(new SlimReaders(new Interner(INTERNER_BITS)));
    mapper.registerModule(
        WatchEventReader.module(List.of(SlimJob.class, SlimPod.class, SlimNode.class)));
    var serialization = new KubernetesSerialization(mapper, false);
    // a watch decodes by kind, not by the type asked for: without these it would build full objects
    serialization.registerKubernetesResource("v1", "Pod", SlimPod.class);
    serialization.registerKubernetesResource("batch/v1", "Job", SlimJob.class);
    serialization.registerKubernetesResource("v1", "Node", SlimNode.class);
    serialization.registerKubernetesResource("v1", "Status", Status.class);
    return serialization;
  }
}
