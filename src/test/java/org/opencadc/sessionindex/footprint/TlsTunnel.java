package org.opencadc.sessionindex.footprint;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * TLS in front of a plain server on loopback, with the cipher that a kube-apiserver on a processor
 * with AES instructions prefers: what decrypting costs the operator is a part of its footprint.
 */
final class TlsTunnel implements AutoCloseable {
  private static final String CIPHER = "TLS_AES_128_GCM_SHA256";
  private static final char[] PASSWORD = "tunnel".toCharArray();
  private static final String ALIAS = "server";

  private final int target;
  private final KeyStore keys;
  private final SSLServerSocket listener;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "tls-tunnel");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Listens on a port of its own.
   *
   * @param target port of the plain server
   * @param directory where the key is kept
   */
  TlsTunnel(int target, Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    this.target = target;
    this.keys = keys(directory.resolve("tunnel.p12"));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 500, InetAddress.getLoopbackAddress());
    listener.setEnabledCipherSuites(new String[] {CIPHER});
    threads.execute(this::accept);
  }

  private static KeyStore keys(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    Files.deleteIfExists(file);
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=footprint",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    if (made.waitFor() != 0) {
      throw new IllegalStateException("keytool made no key");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  String url() {
    return "https://127.0.0.1:" + listener.getLocalPort();
  }

  /** The certificate that a client has to trust, as PEM in base64 once more, for a kubeconfig. */
  String authority() throws GeneralSecurityException {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + lines.encodeToString(keys.getCertificate(ALIAS).getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        threads.execute(() -> copy(client, server));
        threads.execute(() -> copy(server, client));
      } catch (IOException e) {
        // closed, or a client or the server went away before it was answered
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.setTcpNoDelay(true);
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one side is gone, and closing has told the other
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
