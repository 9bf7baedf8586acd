package verticles.shared;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is done to one value of the grid in one step, on the node that holds it. An entry is a
 * letter, its lease, and the sealed bytes; one without bytes is only a lease.
 */
sealed interface GridStep extends EntryProcessor<String, byte[], Long> {
  byte LEASED = 'l';
  byte VALID = 'v';
  byte EXPIRED = 'x';

  /** What stands before the sealed bytes. */
  int HEAD = 1 + Stamp.HALF;

  /** The lease alone. */
  static byte[] leased(String lease) {
    return ((char) LEASED + lease).getBytes(StandardCharsets.ISO_8859_1);
  }

  static String lease(byte[] entry) {
    return new String(entry, 1, Stamp.HALF, StandardCharsets.ISO_8859_1);
  }

  static boolean isValue(byte @Nullable [] entry) {
    return entry != null && entry[0] != LEASED;
  }

  @Override
  default @Nullable EntryProcessor<String, byte[], Long> getBackupProcessor() {
    return null;
  }

  /** Keeps a value, whose first bytes hold the lease that must be the present one; then 1. */
  record Keep(byte[] value, long millis) implements GridStep {
    @Override
    public Long process(Map.Entry<String, byte[]> entry) {
      byte[] present = entry.getValue();
      if (present == null || !lease(present).equals(lease(value))) {
        return 0L;
      }
      ((ExtendedMapEntry<String, byte[]>) entry).setValue(value, millis, TimeUnit.MILLISECONDS);
      return 1L;
    }
  }

  /** Removes value and lease; 1 when there was a value. */
  record Remove() implements GridStep {
    @Override
    @SuppressWarnings("NullAway") // null is how an entry is removed
    public Long process(Map.Entry<String, byte[]> entry) {
      boolean was = isValue(entry.getValue());
      if (entry.getValue() != null) {
        entry.setValue(null);
      }
      return was ? 1L : 0L;
    }
  }

  /** Marks the value as expired and ends the lease; 1 when there was a value. */
  record Expire(String nextLease) implements GridStep {
    @Override
    @SuppressWarnings("NullAway") // null is how an entry is removed
    public Long process(Map.Entry<String, byte[]> entry) {
      byte[] present = entry.getValue();
      if (present == null) {
        return 0L;
      }
      if (!isValue(present)) {
        entry.setValue(null);
        return 0L;
      }
      byte[] marked = present.clone();
      byte[] lease = nextLease.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(lease, 0, marked, 1, lease.length);
      marked[0] = EXPIRED;
      ((ExtendedMapEntry<String, byte[]>) entry).setValueWithoutChangingExpiryTime(marked);
      return 1L;
    }
  }
}
