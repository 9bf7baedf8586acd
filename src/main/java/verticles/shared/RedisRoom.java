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

  /** Values were kept, or refused. */
  void kept(List<Reply> replies) {
    full = replies.stream().anyMatch(Reply::isFull);
  }
}
