package verticles.shared;

import com.hazelcast.map.EntryProcessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Expires a stamp of the grid in one step, on the node that holds it; 1 when there is one. */
record GridStepOnStamp(String freshHalf) implements EntryProcessor<String, String, Long> {
  @Override
  public Long process(Map.Entry<String, String> entry) {
    String present = entry.getValue();
    if (present == null) {
      return 0L;
    }
    entry.setValue(Stamp.expired(present, freshHalf));
    return 1L;
  }

  @Override
  public @Nullable EntryProcessor<String, String, Long> getBackupProcessor() {
    return null;
  }
}
