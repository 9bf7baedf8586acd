package verticles.sync;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import verticles.config.Default;
import verticles.tasks.TasksConfig;

/**
 * The section {@code sync} of the configuration.
 *
 * @param sources what can be pulled, by name
 */
public record SyncConfig(@Default("") Map<String, SyncSource> sources) {
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,56}");

  /** Refuses names that no payload could say. */
  public SyncConfig {
    sources = Map.copyOf(new TreeMap<>(sources));
    for (String name : sources.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "sources.%s: a letter a-z, then up to 56 of a-z, 0-9 and -".formatted(name));
      }
    }
  }

  /** The sources that are pulled by themselves, as tasks of the system. */
  public List<TasksConfig.Scheduled> tasks() {
    return new TreeMap<>(sources)
        .entrySet().stream()
            .flatMap(
                source ->
                    source.getValue().cron().stream()
                        .map(
                            cron ->
                                new TasksConfig.Scheduled(
                                    "sync-" + source.getKey(),
                                    SyncTask.NAME,
                                    cron,
                                    source.getValue().cronTimeZone(),
                                    new JsonObject().put("source", source.getKey()).encode())))
            .toList();
  }
}
