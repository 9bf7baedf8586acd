package verticles.cache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Gzip at the default level, without a time in its header. */
final class Gzip implements Compressor {

  @Override
  public Encoding encoding() {
    return Encoding.GZIP;
  }

  @Override
  public byte[] compress(byte[] body) {
    ByteArrayOutputStream smaller = new ByteArrayOutputStream(body.length / 3 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(smaller)) {
      gzip.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException("nothing is written outside memory", impossible);
    }
    return smaller.toByteArray();
  }
}
