package verticles.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/**
 * Makes and checks password hashes on threads of their own, few at a time, because each takes 19
 * MiB and tens of milliseconds; when too many wait, the next is refused.
 */
final class Passwords {
  private static final int LONGEST = 200;
  private static final int SHORTEST = 10;
  private static final int HASHING = 2;
  private static final int WAITING = 64;

  /** Compared with where there is none, so that both take the same time. */
  private static final String HASH_OF_NOBODY = PasswordHash.of(random());

  private final WorkerExecutor hashing;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong checks = new AtomicLong();

  Passwords(Vertx vertx) {
    this.hashing = vertx.createSharedWorkerExecutor("password", HASHING);
  }

  /** Refuses what is too short or too long; {@code pointer} names it. */
  static void check(String pointer, String password) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      String accepted = "A password has %d to %d characters.".formatted(SHORTEST, LONGEST);
      throw FailureException.of(
          Failure.BAD_REQUEST, accepted, List.of(new FieldError(pointer, accepted)));
    }
  }

  static boolean tooLong(String password) {
    return password.length() > LONGEST;
  }

  Future<String> hash(String password) {
    return off(() -> PasswordHash.of(password));
  }

  /** Does the same work whether there is a hash to compare with or not. */
  Future<Boolean> matches(String password, Optional<String> hash) {
    return off(
        () -> {
          checks.incrementAndGet();
          return PasswordHash.matches(password, hash.orElse(HASH_OF_NOBODY)) && hash.isPresent();
        });
  }

  /** How many passwords were compared with a hash so far. */
  long checks() {
    return checks.get();
  }

  private <T> Future<T> off(Callable<T> work) {
    if (waiting.incrementAndGet() > WAITING) {
      waiting.decrementAndGet();
      return Future.failedFuture(
          FailureException.of(
              Failure.UNAVAILABLE, "Too many people sign in at this moment; try again."));
    }
    return hashing.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
  }

  static String random() {
    byte[] bytes = new byte[15];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
