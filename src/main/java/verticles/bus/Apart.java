package verticles.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;

/** Work that blocks, in a virtual thread of its own. */
public final class Apart {
  private Apart() {}

  /** Runs the work; fails with what it throws. */
  public static Future<Void> run(String thread, Runnable work) {
    return Apart.<Boolean>call(
            thread,
            () -> {
              work.run();
              return true;
            })
        .mapEmpty();
  }

  /** Completes with what the work returns; fails with what it throws. */
  public static <T> Future<T> call(String thread, Callable<T> work) {
    Promise<T> done = Promise.promise();
    Thread.ofVirtual()
        .name(thread)
        .start(
            () -> {
              try {
                done.complete(work.call());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.fail(e);
              } catch (Exception | Error thrown) {
                done.fail(thrown);
              }
            });
    return done.future();
  }
}
