package verticles.shared;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers what an entry of the grid has, and puts something there first where nothing is. */
record GridStepMake<V extends Serializable>(V fresh, long millis)
    implements EntryProcessor<String, V, V> {
  @Override
  public V process(Map.Entry<String, V> entry) {
    V present = entry.getValue();
    if (present != null) {
      return present;
    }
    ((ExtendedMapEntry<String, V>) entry).setValue(fresh, millis, TimeUnit.MILLISECONDS);
    return fresh;
  }

  @Override
  public @Nullable EntryProcessor<String, V, V> getBackupProcessor() {
    return null;
  }
}
