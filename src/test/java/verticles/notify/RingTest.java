package verticles.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RingTest {
  private final Ring ring = new Ring(3, 10);

  private static List<NotifyMessage.Entry> entries(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(seq -> OutboxTest.entry(seq, "")).toList();
  }

  private List<Long> after(long seq) {
    return ring.after(seq).orElseThrow().stream().map(NoticeFrame::seq).toList();
  }

  @Test
  void entries_that_follow_are_taken_and_those_known_are_left_out() {
    ring.add(entries(11, 12));

    assertThat(ring.add(entries(11, 13)).orElseThrow()).hasSize(1);
    assertThat(ring.head()).isEqualTo(13);
    assertThat(after(11)).containsExactly(12L, 13L);
  }

  @Test
  void entries_after_a_gap_are_not_taken() {
    assertThat(ring.add(entries(12, 13))).isEmpty();
    assertThat(ring.head()).isEqualTo(10);
  }

  @Test
  void what_it_has_not_whole_it_does_not_answer() {
    ring.add(entries(11, 15));

    assertThat(after(12)).containsExactly(13L, 14L, 15L);
    assertThat(ring.after(11)).isEmpty();
    assertThat(ring.after(16)).isEmpty();
    assertThat(after(15)).isEmpty();
  }

  @Test
  void it_can_begin_anew() {
    ring.add(entries(11, 12));

    ring.restart(5);

    assertThat(ring.head()).isEqualTo(5);
    assertThat(ring.after(11)).isEmpty();
    assertThat(ring.add(entries(6, 6)).orElseThrow()).hasSize(1);
  }
}
