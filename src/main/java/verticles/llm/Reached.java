package verticles.llm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How far the work on a document has come, as it is kept for the next attempt.
 *
 * @param round 0 for the document itself; later ones condense the results of the one before
 * @param source file with the text of a later round
 * @param at the character where the next part begins
 * @param size the most characters of a part
 * @param results files with the results of the parts before, in their order
 */
record Reached(
    int round,
    Optional<UUID> source,
    int at,
    int size,
    List<UUID> results,
    int parts,
    String model,
    Usage usage) {
  Reached {
    results = List.copyOf(results);
  }

  static Reached nothing(int size) {
    return new Reached(0, Optional.empty(), 0, size, List.of(), 0, "", Usage.NONE);
  }

  static Reached read(JsonObject kept) {
    return new Reached(
        kept.getInteger("round"),
        Optional.ofNullable(kept.getString("source")).map(UUID::fromString),
        kept.getInteger("at"),
        kept.getInteger("size"),
        kept.getJsonArray("results").stream().map(id -> UUID.fromString((String) id)).toList(),
        kept.getInteger("parts"),
        kept.getString("model"),
        Usage.read(kept.getJsonObject("usage")));
  }

  JsonObject json() {
    JsonArray ids = new JsonArray();
    results.forEach(id -> ids.add(id.toString()));
    JsonObject json =
        new JsonObject()
            .put("round", round)
            .put("at", at)
            .put("size", size)
            .put("results", ids)
            .put("parts", parts)
            .put("model", model)
            .put("usage", usage.json());
    source.ifPresent(id -> json.put("source", id.toString()));
    return json;
  }

  /** A part is done. */
  Reached with(Part part, UUID result, ChatAnswer answer) {
    List<UUID> all = new ArrayList<>(results);
    all.add(result);
    return new Reached(
        round,
        source,
        part.end(),
        size,
        all,
        parts + 1,
        answer.model().isEmpty() ? model : answer.model(),
        usage.plus(answer.usage()));
  }

  /** A part that was too large is asked for again, as a smaller one. */
  Reached halved() {
    return new Reached(round, source, at, size / 2, results, parts, model, usage);
  }

  /** The results of all parts are condensed in another round. */
  Reached again(UUID joined) {
    return new Reached(round + 1, Optional.of(joined), 0, size, List.of(), parts, model, usage);
  }
}
