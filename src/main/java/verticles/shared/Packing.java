package verticles.shared;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * How a body is made smaller, where that helps.
 *
 * @param from smaller bodies stay as they are
 * @param limit larger bodies are refused, also when they only say that they are large
 */
record Packing(long from, long limit) {
  private static final int PLAIN = 0;
  private static final int ZSTD = 1;
  // level 1: this work is done for each value that is kept, often on an event loop
  private static final int LEVEL = 1;

  void write(byte[] body, DataOutputStream out) throws IOException {
    byte[] packed = body.length < from || body.length == 0 ? body : Zstd.compress(body, LEVEL);
    boolean helps = packed.length < body.length;
    out.writeByte(helps ? ZSTD : PLAIN);
    out.writeInt(body.length);
    out.write(helps ? packed : body);
  }

  byte[] read(DataInputStream in) throws IOException {
    int form = in.readUnsignedByte();
    int length = in.readInt();
    byte[] packed = in.readAllBytes();
    if (length < 0 || length > limit) {
      throw new IOException("a body over the limit");
    }
    byte[] body = form == PLAIN ? packed : unpacked(form, packed, length);
    if (body.length != length) {
      throw new IOException("a body of another length than it says");
    }
    return body;
  }

  private static byte[] unpacked(int form, byte[] packed, int length) throws IOException {
    if (form != ZSTD) {
      throw new IOException("packed in an unknown way");
    }
    byte[] body = new byte[length];
    try {
      // what does not fit into the said length is an error, never more memory
      if (Zstd.decompress(body, packed) != length) {
        throw new IOException("a body of another length than it says");
      }
      return body;
    } catch (ZstdException damaged) {
      throw new IOException("a body that cannot be unpacked", damaged);
    }
  }
}
