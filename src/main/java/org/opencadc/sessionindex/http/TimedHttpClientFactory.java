package org.opencadc.sessionindex.http;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * JDK clients that bound the time to connect by the time to an answer. With a connect timeout every
 * connection keeps its timer, and through that the first response that came over it: where a watch
 * took the connection over from a LIST, a page of objects for as long as the watch is open.
 */
public final class TimedHttpClientFactory extends JdkHttpClientFactory {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** A line that is gone is known by the second ping, before a proof of currency fails twice. */
  private static final Duration PING = Duration.ofSeconds(5);

  private final UnaryOperator<HttpClient> around;

  /** Makes timed clients. */
  public TimedHttpClientFactory() {
    this(UnaryOperator.identity());
  }

  /**
   * Makes timed clients with another around each.
   *
   * @param around given the timed client
   */
  public TimedHttpClientFactory(UnaryOperator<HttpClient> around) {
    this.around = around;
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    HttpClient.Builder builder = super.createNewHttpClientBuilder();
    return (HttpClient.Builder)
        Proxy.newProxyInstance(
            HttpClient.Builder.class.getClassLoader(),
            new Class<?>[] {HttpClient.Builder.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("connectTimeout")) {
                return proxy;
              }
              Object result = invoke(builder, method, arguments);
              return result instanceof HttpClient client
                  ? around.apply(new TimedHttpClient(client, ANSWER, PING))
                  : proxy;
            });
  }

  private static Object invoke(HttpClient.Builder builder, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(builder, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
