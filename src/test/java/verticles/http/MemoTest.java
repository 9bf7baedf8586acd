package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoTest {
  private static final PreparedReads PREPARED = new PreparedReads();

  private final Memo memo = new Memo(10);

  private static Memo.Slot slot() {
    return PREPARED.slot(Long.MAX_VALUE);
  }

  @Test
  void everyPartOfTheRequestCounts() {
    Memo.Slot slot = slot();
    memo.put("/a", "Bearer t", null, "gzip", slot);

    assertThat(memo.find("/a", "Bearer t", null, "gzip")).isSameAs(slot);
    assertThat(memo.find("/b", "Bearer t", null, "gzip")).isNull();
    assertThat(memo.find("/a", "Bearer u", null, "gzip")).isNull();
    assertThat(memo.find("/a", "Bearer t", "text/csv", "gzip")).isNull();
    assertThat(memo.find("/a", "Bearer t", null, null)).isNull();
  }

  @Test
  void itStaysSmallAndForgetsTheOldest() {
    for (int request = 0; request < 1000; request++) {
      memo.put("/" + request, "Bearer t", null, null, slot());
    }

    assertThat(memo.size()).isLessThanOrEqualTo(10);
    assertThat(memo.find("/999", "Bearer t", null, null)).isNotNull();
    assertThat(memo.find("/0", "Bearer t", null, null)).isNull();
  }

  @Test
  void whatIsOverIsLetGo() {
    Memo.Slot slot = PREPARED.slot(1000);
    memo.put("/a", "Bearer t", null, null, slot);

    memo.sweep(999);
    assertThat(memo.size()).isEqualTo(1);

    memo.sweep(1000);
    assertThat(memo.size()).isZero();
  }
}
