package verticles.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Whether the other end of one connection reads: looks now and then at what waits to be sent. Used
 * on the event loop of the connection.
 */
final class WriteWatch {
  private final Channel channel;
  private @Nullable Object first;
  private long progress;
  private boolean pending;
  private long pendingSinceMillis;
  private long movedAtMillis;

  WriteWatch(Channel channel, long nowMillis) {
    this.channel = channel;
    this.pendingSinceMillis = nowMillis;
    this.movedAtMillis = nowMillis;
  }

  /** The same first buffer at the same place means that nothing was read since the last look. */
  @SuppressWarnings("ReferenceEquality")
  void look(long nowMillis) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null || waiting.totalPendingWriteBytes() == 0) {
      pending = false;
      first = null;
      return;
    }
    Object now = waiting.current();
    long sent = waiting.currentProgress();
    if (!pending) {
      pendingSinceMillis = nowMillis;
    }
    if (!pending || now != first || sent != progress) {
      movedAtMillis = nowMillis;
    }
    pending = true;
    first = now;
    progress = sent;
  }

  /** Whether something waited to be sent at the last look. */
  boolean isPending() {
    return pending;
  }

  /** How long the other end has read nothing of it. */
  long stalledMillis(long nowMillis) {
    return pending ? nowMillis - movedAtMillis : 0;
  }

  /** How long there has been something at every look. */
  long pendingMillis(long nowMillis) {
    return pending ? nowMillis - pendingSinceMillis : 0;
  }
}
