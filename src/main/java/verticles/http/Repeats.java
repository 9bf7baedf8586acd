package verticles.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The requests that one event loop can answer by their bytes. Each has one place, chosen by a hash
 * of all its bytes; a newer one takes the place of an older one, so neither the memory nor the time
 * to look depends on what clients send.
 */
final class Repeats {
  private static final int PLACES_BITS = 10;

  /** Longer requests are decoded; it bounds the memory to 4 MiB for an event loop. */
  private static final int LONGEST = 4096;

  private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio

  private static final byte[] BEGIN =
      ("GET " + HotReads.PREFIX).getBytes(StandardCharsets.US_ASCII);

  private final @Nullable Repeat[] places = new @Nullable Repeat[1 << PLACES_BITS];

  /** Whether the bytes look like a read of a dataset; cheap, for it is asked of every read. */
  static boolean mayBeOne(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (length <= BEGIN.length || length > LONGEST) {
      return false;
    }
    int from = bytes.readerIndex();
    for (int at = 0; at < BEGIN.length; at++) {
      if (bytes.getByte(from + at) != BEGIN[at]) {
        return false;
      }
    }
    return true;
  }

  /** The request of exactly these bytes. */
  @Nullable Repeat find(ByteBuf bytes) {
    Repeat there = places[place(bytes)];
    return there != null && there.is(bytes) ? there : null;
  }

  void put(Repeat repeat) {
    places[place(repeat.request)] = repeat;
  }

  /** Lets go of what may not be answered any more, and with it of the answers it holds. */
  void sweep(long nowMillis) {
    for (int place = 0; place < places.length; place++) {
      Repeat there = places[place];
      if (there != null && there.isOver(nowMillis)) {
        places[place] = null;
      }
    }
  }

  private static int place(ByteBuf bytes) {
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    long hash = end - at;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = (hash ^ bytes.getLong(at)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes.getByte(at)) * MIX;
    }
    return (int) (hash >>> (Long.SIZE - PLACES_BITS));
  }
}
