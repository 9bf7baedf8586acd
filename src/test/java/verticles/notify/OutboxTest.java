package verticles.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox(3);

  static NotifyMessage.Entry entry(long seq, String key) {
    return new NotifyMessage.Entry(
        seq, Instant.EPOCH, Topic.SYSTEM, "user:ann", "moved", key, "{\"n\":" + seq + "}");
  }

  private void offer(long seq, String key) {
    outbox.offer(NoticeFrame.of(entry(seq, key)));
  }

  private List<Long> drain() {
    List<Long> numbers = new ArrayList<>();
    for (Optional<NoticeFrame> next = outbox.poll(); next.isPresent(); next = outbox.poll()) {
      numbers.add(next.get().seq());
    }
    return numbers;
  }

  @Test
  void what_waits_comes_out_in_its_order() {
    offer(1, "");
    offer(2, "");
    offer(3, "");

    assertThat(drain()).containsExactly(1L, 2L, 3L);
    assertThat(outbox.takeMissed()).isEmpty();
  }

  @Test
  void a_newer_frame_of_the_same_thing_takes_the_place_of_the_older_and_numbers_still_rise() {
    offer(1, "run-1");
    offer(2, "run-2");
    offer(3, "run-1");

    assertThat(drain()).containsExactly(2L, 3L);
    assertThat(outbox.takeMissed()).contains(new Outbox.Missed(1, 0));
  }

  @Test
  void frames_that_each_count_are_never_taken_for_one_another() {
    offer(1, "");
    offer(2, "");

    assertThat(outbox.size()).isEqualTo(2);
  }

  @Test
  void when_it_is_full_the_oldest_goes_and_is_counted_once() {
    for (long seq = 1; seq <= 5; seq++) {
      offer(seq, "");
    }

    assertThat(drain()).containsExactly(3L, 4L, 5L);
    assertThat(outbox.takeMissed()).contains(new Outbox.Missed(0, 2));
    assertThat(outbox.takeMissed()).isEmpty();
  }
}
