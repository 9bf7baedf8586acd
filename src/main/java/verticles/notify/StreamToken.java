package verticles.notify;

import io.vertx.core.Future;
import java.util.function.Function;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.identity.Caller;
import verticles.security.VerifiedToken;

/**
 * The token that a stream was opened with, which is verified again while it is open.
 *
 * @param verified what it said then
 * @param text the token as it was sent
 * @param verify asks whether it still counts
 */
public record StreamToken(
    VerifiedToken verified, String text, Function<String, Future<VerifiedToken>> verify) {

  Caller caller() {
    return verified.caller();
  }

  long untilMillis() {
    return verified.expiresAt().toEpochMilli();
  }

  /** Who could tell may be down: then the stream goes on, at most until the token expires. */
  public void check(long nowMillis, Runnable over) {
    if (nowMillis >= untilMillis()) {
      over.run();
      return;
    }
    verify
        .apply(text)
        .onSuccess(
            again -> {
              if (!again.caller().equals(caller())) {
                over.run();
              }
            })
        .onFailure(
            thrown -> {
              if (Failures.of(thrown).failure() == Failure.UNAUTHENTICATED) {
                over.run();
              }
            });
  }

  /** The token itself is in no log. */
  @Override
  public String toString() {
    return "the token of " + caller().user();
  }
}
