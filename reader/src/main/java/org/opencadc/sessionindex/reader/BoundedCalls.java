package org.opencadc.sessionindex.reader;

import io.kubernetes.client.openapi.ApiClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Calls that end, and only as calls may: the client's own wait for ever in silence. */
final class BoundedCalls {
  /**
   * How often an HTTP/2 connection is tested; it is dead when the next test finds no answer to the
   * last. Longer than a GET may take: an API server that is merely busy answers by then.
   */
  private static final Duration PING = Duration.ofSeconds(5);

  private BoundedCalls() {}

  /**
   * A client with the permissions of another. Its connections are its own, as they are tested only
   * by the client that opened them. What waits on one that is found dead is sent again over a new
   * one, unless it had opened that one itself.
   *
   * @param most how long a call may take as a whole, whether it is sent once or again
   */
  static OkHttpClient of(ApiClient client, Duration most) {
    return client
        .getHttpClient()
        .newBuilder()
        .connectionPool(new ConnectionPool())
        .pingInterval(PING)
        .callTimeout(most)
        // shorter: a read that times out has its HTTP/2 connection tested at once
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
