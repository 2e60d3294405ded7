package org.opencadc.sessionindex.footprint;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.opencadc.sessionindex.cluster.TcpProxy;

/**
 * TLS in front of a plain server on loopback, with the cipher that a kube-apiserver on a processor
 * with AES instructions prefers: what decrypting costs the operator is a part of its footprint.
 */
final class TlsTunnel implements AutoCloseable {
  private static final String CIPHER = "TLS_AES_128_GCM_SHA256";
  private static final char[] PASSWORD = "tunnel".toCharArray();
  private static final String ALIAS = "server";

  private final KeyStore keys;
  private final TcpProxy line;

  /**
   * Listens on a port of its own.
   *
   * @param server the plain one
   * @param directory where the key is kept
   */
  TlsTunnel(URI server, Path directory)
      throws IOException, GeneralSecurityException, InterruptedException {
    this.keys = keys(directory.resolve("tunnel.p12"));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 500, InetAddress.getLoopbackAddress());
    listener.setEnabledCipherSuites(new String[] {CIPHER});
    line = new TcpProxy(server, listener);
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
    return line.url();
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

  @Override
  public void close() {
    line.close();
  }
}
