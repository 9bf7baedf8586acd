package verticles.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate that follows its files: when they change and fit together, its users get the new
 * one; when they do not, the old one stays and {@link #complaint} says why.
 */
public final class LiveCertificate {
  private static final Logger LOGGER = LoggerFactory.getLogger(LiveCertificate.class);

  private final PemFiles files;
  private final InstantSource clock;
  private final List<Function<Certified, Future<?>>> users = new CopyOnWriteArrayList<>();
  private volatile Certified current;
  private volatile Instant since;
  private volatile String complaint = "";

  /**
   * Reads the files for the first time. It blocks.
   *
   * @throws BadCertificateException when they hold no usable certificate
   */
  public LiveCertificate(Vertx vertx, PemFiles files, InstantSource clock)
      throws BadCertificateException {
    this.files = files;
    this.clock = clock;
    this.current = files.read(vertx);
    this.since = clock.instant();
  }

  /** The one in use. */
  public Certified current() {
    return current;
  }

  /** Since when it is in use, or is complained about. */
  public Instant since() {
    return since;
  }

  /** Why the files are not used as they are now; empty when they are. */
  public String complaint() {
    return complaint;
  }

  /** Tells of every certificate that comes after the present one. */
  public void onChange(Function<Certified, Future<?>> user) {
    users.add(user);
  }

  /** Looks at the files; answers whether there is a new certificate. */
  public Future<Boolean> look(Vertx vertx) {
    return vertx
        .executeBlocking(() -> files.read(vertx))
        .compose(found -> take(found))
        .recover(
            thrown -> {
              complain(String.valueOf(thrown.getMessage()));
              return Future.succeededFuture(false);
            });
  }

  private Future<Boolean> take(Certified found) {
    if (found.fingerprint().equals(current.fingerprint())) {
      complain("");
      return Future.succeededFuture(false);
    }
    return Future.join(users.stream().map(user -> user.apply(found)).toList())
        .map(
            taken -> {
              current = found;
              since = clock.instant();
              complaint = "";
              LOGGER.atInfo().addKeyValue("until", found.until()).log("a new certificate is used");
              return true;
            });
  }

  private void complain(String why) {
    if (!why.equals(complaint)) {
      complaint = why;
      since = clock.instant();
      if (!why.isEmpty()) {
        LOGGER.atWarn().addKeyValue("reason", why).log("the new certificate files are not used");
      }
    }
  }
}
