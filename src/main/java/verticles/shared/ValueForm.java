package verticles.shared;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value and the stamps it was loaded under as bytes, before they are sealed. */
final class ValueForm {
  private static final int MANY = 10_000;

  /**
   * A value that was read.
   *
   * @param stamps that it was loaded under, by name
   */
  record Loaded(SharedValue value, Map<String, String> stamps) {}

  private ValueForm() {}

  static byte[] write(SharedValue value, Map<String, String> stamps, Packing packing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + value.body().length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, value.contentType());
      text(out, value.visibility());
      out.writeInt(value.tags().size());
      for (String tag : value.tags()) {
        text(out, tag);
      }
      out.writeLong(value.loadedAtMillis());
      out.writeLong(value.loadMicros());
      out.writeLong(value.freshMillis());
      out.writeLong(value.revalidateMillis());
      out.writeLong(value.errorMillis());
      out.writeInt(stamps.size());
      for (Map.Entry<String, String> stamp : stamps.entrySet()) {
        text(out, stamp.getKey());
        text(out, stamp.getValue());
      }
      packing.write(value.body(), out);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The value of such bytes.
   *
   * @throws IOException when they are not in this form, or too large when unpacked
   */
  static Loaded read(byte[] bytes, Packing packing) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    String contentType = text(in);
    String visibility = text(in);
    int count = count(in);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tags.add(text(in));
    }
    long[] times = {in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()};
    Map<String, String> stamps = new LinkedHashMap<>();
    int stamped = count(in);
    for (int i = 0; i < stamped; i++) {
      stamps.put(text(in), text(in));
    }
    byte[] body = packing.read(in);
    return new Loaded(
        new SharedValue(
            contentType, body, visibility, tags, times[0], times[1], times[2], times[3], times[4]),
        stamps);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a text longer than all bytes");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MANY) {
      throw new IOException("too many items");
    }
    return count;
  }
}
