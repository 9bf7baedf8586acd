package verticles.shared;

import java.util.List;
import verticles.redis.Reply;

/** Whether a server has memory left, as far as its answers tell. */
final class RedisRoom {
  private volatile boolean full;

  boolean isFull() {
    return full;
  }

  /** A lease was made; that there was room for it says nothing about room for values. */
  void made(Reply reply) {
    if (reply.isFull()) {
      full = true;
    }
  }

  /** Values were kept, or refused; where none was left to be kept, it is as full as before. */
  void kept(List<Reply> replies) {
    if (!replies.isEmpty()) {
      full = replies.stream().anyMatch(Reply::isFull);
    }
  }
}
