package verticles.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Endings as the function {@code task_finish} reads them: an array for each of their parts. */
final class EndingArrays {
  static final String SQL =
      "SELECT * FROM task_finish($1::uuid[], $2::int[], $3::text[], $4::bigint[], $5::int[], $6::int[],"
          + " $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::real[],"
          + " $13::text[])";

  /** PostgreSQL cannot keep it, and would refuse all that end with this one, again and again. */
  private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private final List<Ending> endings;

  private EndingArrays(List<Ending> endings) {
    this.endings = endings;
  }

  static Tuple of(List<Ending> endings) {
    EndingArrays arrays = new EndingArrays(endings);
    return Tuple.tuple()
        .addArrayOfUUID(endings.stream().map(Ending::id).toArray(UUID[]::new))
        .addArrayOfInteger(arrays.numbers(Ending::epoch))
        .addArrayOfString(arrays.texts(ending -> ending.state().label()))
        .addArrayOfLong(endings.stream().map(EndingArrays::delayMillis).toArray(Long[]::new))
        .addArrayOfInteger(arrays.numbers(ending -> ending.counts() ? 0 : 1))
        .addArrayOfInteger(arrays.numbers(ending -> ending.crash() ? 1 : 0))
        .addArrayOfString(arrays.texts(Ending::outcome))
        .addArrayOfString(arrays.texts(Ending::detail))
        .addArrayOfString(arrays.texts(ending -> encoded(ending.said().log())))
        .addArrayOfString(arrays.texts(EndingArrays::result))
        .addArrayOfString(
            arrays.texts(ending -> ending.result().flatMap(TaskResult::artefact).orElse(null)))
        .addArrayOfFloat(
            endings.stream().map(ending -> (float) ending.said().percent()).toArray(Float[]::new))
        .addArrayOfString(arrays.texts(ending -> message(ending.said())));
  }

  private Integer[] numbers(Function<Ending, Integer> part) {
    return endings.stream().map(part).toArray(Integer[]::new);
  }

  private String[] texts(Function<Ending, @Nullable String> part) {
    return endings.stream().map(part).toArray(String[]::new);
  }

  private static Long delayMillis(Ending ending) {
    return ending.state() instanceof TaskState.Scheduled later ? later.delay().toMillis() : 0L;
  }

  private static @Nullable String encoded(JsonArray log) {
    return log.isEmpty() ? null : log.encode();
  }

  private static @Nullable String message(Said said) {
    return said.message().isEmpty() ? null : said.message();
  }

  private static @Nullable String result(Ending ending) {
    return ending
        .result()
        .map(TaskResult::value)
        .map(JsonObject::encode)
        .map(json -> NUL.matcher(json).replaceAll("$1"))
        .orElse(null);
  }
}
