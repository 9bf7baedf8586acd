package verticles.redis;

import java.nio.file.Path;
import java.util.Optional;
import verticles.config.Default;

/**
 * The {@code redis.tls} section; it counts when the address begins with {@code rediss}.
 *
 * @param ca PEM file of who signs the server's certificate; empty: those that Java trusts
 * @param certificate PEM file that this node shows; empty: none
 * @param key PEM file of its key
 * @param verifyHost whether the certificate must be for the host of the address
 */
public record RedisTls(
    Optional<Path> ca,
    Optional<Path> certificate,
    Optional<Path> key,
    @Default("true") boolean verifyHost) {

  /** The usual: what Java trusts, no certificate of this node. */
  public static final RedisTls USUAL =
      new RedisTls(Optional.empty(), Optional.empty(), Optional.empty(), true);

  /** Refuses half a pair. */
  public RedisTls {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("certificate and key together");
    }
  }
}
