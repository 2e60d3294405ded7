package org.opencadc.sessionindex.watch;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;

/** Reads the HTTP code out of an informer's failure. */
final class Failures {
  private Failures() {}

  /** The HTTP code that a failure stems from; 0 when there is none. */
  static int codeOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException refused && refused.getCode() > 0) {
        return refused.getCode();
      }
      if (cause instanceof WebSocketHandshakeException handshake
          && handshake.getResponse() != null) {
        return handshake.getResponse().code();
      }
    }
    return 0;
  }
}
