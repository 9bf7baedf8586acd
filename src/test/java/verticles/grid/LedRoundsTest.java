package verticles.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedRoundsTest {
  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration NEVER = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final BlockingQueue<String> diary = new LinkedBlockingQueue<>();
  private final LedRounds rounds = new LedRounds(home);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void the_leader_works_again_and_again() throws Exception {
    rounds.every(SOON, () -> diary.add("round"));

    begin();

    assertThat(next()).isEqualTo("round");
    assertThat(next()).isEqualTo("round");
  }

  @Test
  void what_is_seldom_done_is_done_at_once_when_it_is_wanted() throws Exception {
    rounds.every(NEVER, () -> diary.add("later")).atOnceAndEvery(NEVER, () -> diary.add("now"));

    begin();

    assertThat(next()).isEqualTo("now");
    assertThat(diary).isEmpty();
  }

  @Test
  void nobody_works_before_or_after_leading() throws Exception {
    rounds.every(SOON, () -> diary.add("round"));
    assertThat(after(SOON.multipliedBy(10))).isEmpty();
    begin();
    next();

    rounds.end().await(10, TimeUnit.SECONDS);

    diary.clear();
    assertThat(after(SOON.multipliedBy(10))).isEmpty();
  }

  @Test
  void a_second_term_works_no_more_than_the_first() throws Exception {
    rounds.atOnceAndEvery(NEVER, () -> diary.add("round"));
    begin();
    next();
    rounds.end().await(10, TimeUnit.SECONDS);

    begin();

    assertThat(next()).isEqualTo("round");
    assertThat(after(SOON.multipliedBy(10))).isEmpty();
  }

  @Test
  void the_work_is_done_on_the_event_loop_of_its_home() throws Exception {
    home.runOnContext(now -> writeThread());
    String thread = next();
    rounds.every(SOON, this::writeThread);

    begin();

    assertThat(next()).isEqualTo(thread);
  }

  private void writeThread() {
    diary.add(Thread.currentThread().getName());
  }

  private void begin() throws TimeoutException {
    rounds.begin(1).await(10, TimeUnit.SECONDS);
  }

  private String next() throws InterruptedException {
    return String.valueOf(diary.poll(10, TimeUnit.SECONDS));
  }

  private BlockingQueue<String> after(Duration time) throws InterruptedException {
    Thread.sleep(time);
    return diary;
  }
}
