package verticles.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import verticles.NodeConfig;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * Makes clients for the node of this machine. Where it speaks TLS, the very certificate of its
 * configuration is trusted, whatever name it is for, and no other.
 */
final class NodeHttp {
  private NodeHttp() {}

  /**
   * A client for that node.
   *
   * @param url of the node
   * @throws FailureException CONFLICT when it speaks TLS and the settings name no certificate
   */
  static HttpClient client(NodeConfig config, String url) throws IOException {
    Optional<Path> certificate = config.http().tls().certificate();
    if (!url.startsWith("https:")) {
      return HttpClient.newHttpClient();
    }
    if (certificate.isEmpty()) {
      throw FailureException.of(
          Failure.CONFLICT,
          "The node speaks TLS: give its settings with --config, so that its certificate is known.");
    }
    try (InputStream in = Files.newInputStream(certificate.get())) {
      X509Certificate own =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OnlyThis(own)}, null);
      return HttpClient.newBuilder().sslContext(context).build();
    } catch (GeneralSecurityException e) {
      throw FailureException.of(
          Failure.CONFLICT, certificate.get() + " holds no certificate in PEM form", e);
    }
  }
}
