package verticles.shared;

import java.util.List;
import verticles.redis.Reply;

/** Whether a server has memory left, as far as its answers tell. */
final class RedisRoom {
  private volatile boolean full;

  boolean isFull() {
    return full;
  }

  /** Leases were made; that there was room for some says nothing about room for values. */
  void made(List<Reply> replies) {
    if (replies.stream().anyMatch(Reply::isFull)) {
      full = true;
    }
  }

  /** Values were kept, or refused. */
  void kept(List<Reply> replies) {
    full = replies.stream().anyMatch(Reply::isFull);
  }
}
