package verticles.audit;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the chain says of an event, in the one byte form that is hashed and stored. Instants are in
 * microseconds, because PostgreSQL keeps no more.
 *
 * @param actor a pseudonym; empty when nobody was signed in
 * @param detail the digest of the {@link Detail}
 */
record Payload(
    long seq,
    Instant recordedAt,
    Instant at,
    Buffer actor,
    String organisation,
    String operation,
    Outcome outcome,
    int status,
    String requestId,
    long times,
    Buffer detail) {
  private static final byte VERSION = 1;

  Buffer bytes() {
    Buffer bytes = Buffer.buffer(256).appendByte(VERSION);
    bytes.appendLong(seq).appendLong(micros(recordedAt)).appendLong(micros(at));
    append(bytes, actor);
    append(bytes, Buffer.buffer(organisation));
    append(bytes, Buffer.buffer(operation));
    append(bytes, Buffer.buffer(outcome.name()));
    bytes.appendInt(status);
    append(bytes, Buffer.buffer(requestId));
    bytes.appendLong(times);
    append(bytes, detail);
    return bytes;
  }

  private static void append(Buffer bytes, Buffer field) {
    bytes.appendInt(field.length()).appendBuffer(field);
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static Payload of(Buffer bytes) {
    Reading reading = new Reading(bytes);
    try {
      if (reading.next(1).getByte(0) != VERSION) {
        throw new IllegalArgumentException("a payload of another version");
      }
      Payload payload =
          new Payload(
              reading.number(),
              instant(reading.number()),
              instant(reading.number()),
              reading.field(),
              reading.field().toString(),
              reading.field().toString(),
              Outcome.valueOf(reading.field().toString()),
              reading.next(4).getInt(0),
              reading.field().toString(),
              reading.number(),
              reading.field());
      if (reading.at != bytes.length()) {
        throw new IllegalArgumentException("a payload with something behind it");
      }
      return payload;
    } catch (IndexOutOfBoundsException cut) {
      throw new IllegalArgumentException("a payload that was cut", cut);
    }
  }

  private static final class Reading {
    private final Buffer bytes;
    private int at;

    Reading(Buffer bytes) {
      this.bytes = bytes;
    }

    Buffer next(int length) {
      if (length < 0 || length > bytes.length() - at) {
        throw new IndexOutOfBoundsException(length);
      }
      at += length;
      return bytes.getBuffer(at - length, at);
    }

    long number() {
      return next(8).getLong(0);
    }

    Buffer field() {
      return next(next(4).getInt(0));
    }
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
