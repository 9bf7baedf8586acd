package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.util.concurrent.ThreadLocalRandom;

/** Names requests: eight random digits for the event loop, then a count. Not for secrets. */
final class RequestIds {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int PREFIX = 8;

  /** Of an id, in characters. */
  static final int LENGTH = PREFIX + 1 + 8;

  private final byte[] template = new byte[LENGTH];
  private int next;

  RequestIds() {
    hex(template, 0, ThreadLocalRandom.current().nextInt());
    template[PREFIX] = '-';
  }

  AsciiString next() {
    byte[] id = template.clone();
    hex(id, PREFIX + 1, next++);
    return new AsciiString(id, false);
  }

  /** Writes the next id. */
  void writeNext(ByteBuf into) {
    hex(template, PREFIX + 1, next++);
    into.writeBytes(template);
  }

  /** Sets the next id at that place. */
  void setNext(ByteBuf into, int at) {
    hex(template, PREFIX + 1, next++);
    into.setBytes(at, template);
  }

  private static void hex(byte[] into, int at, int bits) {
    for (int digit = 0; digit < 8; digit++) {
      into[at + digit] = DIGITS[(bits >>> (28 - 4 * digit)) & 0xf];
    }
  }
}
