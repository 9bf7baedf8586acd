package verticles;

import java.nio.file.Path;
import java.time.Duration;
import verticles.config.Between;

/**
 * The section {@code node}.
 *
 * @param data the folder of keys, passwords and the embedded servers' files
 * @param drain how long running requests may finish at shutdown
 */
public record NodeSettings(Path data, @Between(min = "0s", max = "10m") Duration drain) {}
