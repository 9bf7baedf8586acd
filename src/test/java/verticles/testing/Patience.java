package verticles.testing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Waits for what must happen, long enough for a busy machine, and no longer than needed. */
public final class Patience {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private Patience() {}

  /** The result of a future that must succeed. */
  public static <T extends @Nullable Object> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError("the future failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("the future did not complete", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The cause of a future that must fail. */
  public static Throwable failure(Future<?> future) {
    return await(
        future
            .<Throwable>map(
                unexpected -> {
                  throw new AssertionError("it succeeded with " + unexpected);
                })
            .otherwise(thrown -> thrown));
  }

  /** Waits until something is true. */
  public static void until(String what, BooleanSupplier condition) {
    until(what, condition::getAsBoolean, holds -> holds);
  }

  /** Waits until a value is as wanted, and returns it. */
  public static <T> T until(String what, Supplier<T> value, Predicate<T> wanted) {
    long end = System.nanoTime() + LIMIT.toNanos();
    T now = value.get();
    while (!wanted.test(now)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not in time: " + what + "; it is " + now);
      }
      pause();
      now = value.get();
    }
    return now;
  }

  /**
   * Repeats an assertion until it holds, because news takes time to travel; else its last error.
   */
  public static void holds(ThrowingCallable assertion) {
    holdsWithin(LIMIT, assertion);
  }

  /** The same for what is known to take longer. */
  public static void holdsWithin(Duration limit, ThrowingCallable assertion) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        assertion.call();
        return;
      } catch (AssertionError notYet) {
        if (System.nanoTime() > end) {
          throw notYet;
        }
      } catch (Throwable broken) {
        throw new AssertionError("could not look", broken);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
