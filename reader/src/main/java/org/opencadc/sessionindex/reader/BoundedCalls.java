package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Calls that end, and only as calls may: the client's own wait for ever in silence. */
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
        .addInterceptor(BoundedCalls::proceed)
        .build();
  }

  private static Response proceed(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // while it connects the client lets out an InterruptedException that it does not declare
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
