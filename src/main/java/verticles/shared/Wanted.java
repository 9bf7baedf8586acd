package verticles.shared;

import java.util.List;

/**
 * One value that is looked for.
 *
 * @param tags of the wanted value
 */
public record Wanted(String key, List<String> tags) {}
