package verticles.redis;

import static io.github.resilience4j.circuitbreaker.CircuitBreaker.State.CLOSED;
import static io.github.resilience4j.circuitbreaker.CircuitBreaker.State.HALF_OPEN;
import static io.github.resilience4j.circuitbreaker.CircuitBreaker.State.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RedisGuardTest {
  private final RedisGuard guard = new RedisGuard();

  @Test
  void failedCommandsCloseTheWayAndItIsSaidOnce() {
    int said = 0;
    for (int i = 0; i < 10; i++) {
      if (guard.lets() && guard.failed(1, new TimeoutException())) {
        said++;
      }
    }

    assertThat(guard.state()).isEqualTo(OPEN);
    assertThat(said).isEqualTo(1);
    assertThat(guard.lets()).isFalse();
  }

  @Test
  void aFewFailuresAmongManyAnswersDoNot() {
    for (int i = 0; i < 100; i++) {
      assertThat(guard.lets()).isTrue();
      if (i % 4 == 0) {
        guard.failed(1, new TimeoutException());
      } else {
        guard.answered(1);
      }
    }

    assertThat(guard.state()).isEqualTo(CLOSED);
  }

  @Test
  void oneLatePingIsForgivenAndTwoAreNot() {
    assertThat(guard.notPinged(false)).isFalse();
    guard.pinged();
    assertThat(guard.notPinged(false)).isFalse();
    assertThat(guard.state()).isEqualTo(CLOSED);

    assertThat(guard.notPinged(false)).isTrue();

    assertThat(guard.state()).isEqualTo(OPEN);
  }

  @Test
  void aServerThatIsSurelyGoneIsNotAskedTwice() {
    assertThat(guard.notPinged(true)).isTrue();
    assertThat(guard.state()).isEqualTo(OPEN);
  }

  @Test
  void answeredPingsAloneOpenTheWayAgain() {
    guard.notPinged(true);

    guard.pinged();
    assertThat(guard.state()).isEqualTo(HALF_OPEN);
    guard.pinged();

    assertThat(guard.state()).isEqualTo(CLOSED);
  }

  @Test
  void aFailureWhileTheWayIsTriedClosesItAgain() {
    guard.notPinged(true);
    guard.pinged();

    assertThat(guard.lets()).isTrue();
    guard.failed(1, new TimeoutException());

    assertThat(guard.state()).isEqualTo(OPEN);
  }
}
