package org.opencadc.sessionindex.scale;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;

/**
 * GETs over one TLS connection that is kept alive. Bodies are counted and thrown away, so that an
 * answer of any size costs the reader next to nothing.
 */
final class ReadConnection {
  private static final Duration ANSWER = Duration.ofMinutes(3);
  private static final int OK = 200;

  private final HttpClient http;
  private final String base;
  private final byte[] buffer = new byte[1 << 16];

  ReadConnection(Config admin) throws IOException, GeneralSecurityException {
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(SSLUtils.sslContext(admin))
            .build();
    base = admin.getMasterUrl().replaceFirst("/+$", "");
  }

  /**
   * Reads an answer to its end.
   *
   * @param encoding what the reader takes: {@code identity} or {@code gzip}
   * @return bytes of the body as it was sent
   * @throws IOException when the code is not 200
   */
  long read(String path, String encoding) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Accept", "application/json")
            .header("Accept-Encoding", encoding)
            .timeout(ANSWER)
            .build();
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      long bytes = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        bytes += read;
      }
      if (response.statusCode() != OK) {
        throw new IOException("a read was answered with HTTP " + response.statusCode());
      }
      return bytes;
    }
  }
}
