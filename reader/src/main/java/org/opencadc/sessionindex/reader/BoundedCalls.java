package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiClient;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** Calls that end: the client's own wait for ever in silence. */
final class BoundedCalls {
  private BoundedCalls() {}

  /**
   * A client that shares the connections and the permissions of another.
   *
   * @param most how long a call may take as a whole
   */
  static OkHttpClient of(ApiClient client, Duration most) {
    return client
        .getHttpClient()
        .newBuilder()
        .callTimeout(most)
        // shorter: a silent HTTP/2 connection is tested and given up only when a read times out
        .readTimeout(most.multipliedBy(2).dividedBy(3))
        .build();
  }
}
