package verticles.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApartTest {
  @Test
  void it_does_not_keep_the_caller_waiting() throws Exception {
    CountDownLatch allowed = new CountDownLatch(1);

    Future<String> called =
        Apart.call(
            "test",
            () -> {
              allowed.await();
              return Thread.currentThread().getName();
            });

    assertThat(called.isComplete()).isFalse();
    allowed.countDown();
    assertThat(called.await(10, TimeUnit.SECONDS)).isEqualTo("test");
  }

  @Test
  void what_the_work_throws_fails_it_even_an_error() {
    Future<Void> ran =
        Apart.run(
            "test",
            () -> {
              throw new AssertionError("broken");
            });

    assertThatThrownBy(() -> ran.await(10, TimeUnit.SECONDS)).hasMessage("broken");
  }
}
