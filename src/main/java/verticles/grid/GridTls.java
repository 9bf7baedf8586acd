package verticles.grid;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.tls.BadCertificateException;
import verticles.tls.Certified;
import verticles.tls.LiveCertificate;
import verticles.tls.PemFiles;

/**
 * The {@code grid.tls} section: nodes show each other certificates before they send messages. It
 * does not cover what Hazelcast sends, which has no TLS.
 *
 * @param certificate PEM file that this node shows
 * @param key PEM file of its key
 * @param ca PEM file of who signs the certificates of all nodes, and of nobody else
 */
public record GridTls(Optional<Path> certificate, Optional<Path> key, Optional<Path> ca) {
  /** Messages in clear text. */
  public static final GridTls NONE =
      new GridTls(Optional.empty(), Optional.empty(), Optional.empty());

  /** Refuses a part of it: without the authority nobody would be known. */
  public GridTls {
    if (certificate.isPresent() != key.isPresent() || key.isPresent() != ca.isPresent()) {
      throw new IllegalArgumentException("certificate, key and ca together");
    }
  }

  /**
   * The certificate that this node shows; empty where messages go in clear text. It blocks.
   *
   * @throws FailureException CONFLICT when the files hold no usable certificate
   */
  Optional<LiveCertificate> read(InstantSource clock) {
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    // reading needs a Vert.x, and this comes before the one of the node
    Vertx reader = Vertx.vertx();
    try {
      PemFiles files = new PemFiles(certificate.get(), key.get(), ca);
      return Optional.of(new LiveCertificate(reader, files, clock));
    } catch (BadCertificateException e) {
      throw FailureException.of(Failure.CONFLICT, "grid.tls: " + e.getMessage(), e);
    } finally {
      reader.close();
    }
  }

  /** Adds TLS to the event bus. */
  static void secure(EventBusOptions options, Certified own) {
    options
        .setSsl(true)
        .setKeyCertOptions(own.pair())
        .setTrustOptions(own.trust().orElseThrow())
        .setClientAuth(ClientAuth.REQUIRED)
        .setTrustAll(false)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
  }
}
