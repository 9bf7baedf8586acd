package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import verticles.cache.CacheMessage;
import verticles.cache.Encoding;
import verticles.identity.Caller;
import verticles.identity.Role;

class MemoTest {
  private final Memo memo = new Memo(10);

  private static Memo.Slot slot(String key) {
    return new Memo.Slot(
        new CacheMessage.Read(
            key,
            "simple",
            List.of(),
            CacheMessage.Visibility.SHARED,
            new CacheMessage.Load("dataset", Map.of())),
        new Caller("ann", "north", Role.VIEWER),
        Encoding.IDENTITY,
        Long.MAX_VALUE);
  }

  @Test
  void everyPartOfTheRequestCounts() {
    Memo.Slot slot = slot("a");
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
      memo.put("/" + request, "Bearer t", null, null, slot("k"));
    }

    assertThat(memo.size()).isLessThanOrEqualTo(10);
    assertThat(memo.find("/999", "Bearer t", null, null)).isNotNull();
    assertThat(memo.find("/0", "Bearer t", null, null)).isNull();
  }

  @Test
  void whatIsOverIsLetGo() {
    Memo.Slot slot =
        new Memo.Slot(slot("k").read, slot("k").caller, Encoding.IDENTITY, 1000);
    memo.put("/a", "Bearer t", null, null, slot);

    memo.sweep(999);
    assertThat(memo.size()).isEqualTo(1);

    memo.sweep(1000);
    assertThat(memo.size()).isZero();
  }
}
