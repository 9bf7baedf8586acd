package verticles.tls;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate with its key, in memory and checked.
 *
 * @param trust the authorities of the other side
 * @param fingerprint changes with any of the files
 */
public record Certified(
    PemKeyCertOptions pair,
    Optional<PemTrustOptions> trust,
    X509Certificate leaf,
    String fingerprint) {

  /** When it ends. */
  public Instant until() {
    return leaf.getNotAfter().toInstant();
  }

  @Override
  public String toString() {
    return "Certified[until=" + until() + "]";
  }
}
