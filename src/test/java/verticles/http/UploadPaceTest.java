package verticles.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import verticles.bus.FailureException;

class UploadPaceTest {
  private static final long SECOND = 1_000_000_000;
  private final UploadPace pace = new UploadPace(Duration.ofSeconds(5), 100);

  @Test
  void bytesThatDripAreTooSlowAfterAWhile() {
    for (int second = 0; second < 5; second++) {
      pace.came(1, SECOND);
    }

    assertThatThrownBy(() -> pace.came(1, SECOND))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("more slowly than 100 bytes a second");
  }

  @Test
  void aPauseOfAQuickClientIsBorne() {
    pace.came(100_000, SECOND);

    assertThatCode(() -> pace.came(1, 20 * SECOND)).doesNotThrowAnyException();
  }

  @Test
  void anyPaceIsBorneWhereNoneIsAskedFor() {
    UploadPace any = new UploadPace(Duration.ofSeconds(5), 0);

    assertThatCode(() -> any.came(1, 1000 * SECOND)).doesNotThrowAnyException();
  }
}
