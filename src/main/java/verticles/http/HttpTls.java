package verticles.http;

import java.nio.file.Path;
import java.util.Optional;
import verticles.config.Between;
import verticles.config.Default;
import verticles.tls.PemFiles;

/**
 * The {@code http.tls} section; it counts when there is a certificate.
 *
 * @param certificate PEM file: the server's own one, then those that lead to a known authority
 * @param key PEM file of its key
 * @param ca PEM file of who signs the certificates that clients must show; empty: they need none
 * @param redirectPort plain HTTP here is led to https; 0: nobody listens there
 */
public record HttpTls(
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<Path> ca,
    @Default("0") @Between(min = "0", max = "65535") int redirectPort) {

  /** Plain HTTP. */
  public static final HttpTls NONE =
      new HttpTls(Optional.empty(), Optional.empty(), Optional.empty(), 0);

  /** Refuses half a pair, and what has no meaning without one. */
  public HttpTls {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("certificate and key together");
    }
    if (certificate.isEmpty() && (ca.isPresent() || redirectPort > 0)) {
      throw new IllegalArgumentException("ca and redirect-port only with certificate and key");
    }
  }

  /** Whether TLS is spoken. */
  public boolean on() {
    return certificate.isPresent();
  }

  /** The files; empty for plain HTTP. */
  Optional<PemFiles> files() {
    return certificate.flatMap(chain -> key.map(secret -> new PemFiles(chain, secret, ca)));
  }
}
