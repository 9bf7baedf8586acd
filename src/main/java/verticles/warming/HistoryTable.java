package verticles.warming;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import verticles.dataset.Format;
import verticles.dataset.RecurringQuestion;
import verticles.postgres.Postgres;

/** What was read when, in PostgreSQL. */
final class HistoryTable {
  /** Of an hour that is over, so many questions are kept. */
  static final int PLACES = 10_000;

  private static final Duration RECENT = Duration.ofDays(8);
  private static final Duration KEPT = Duration.ofDays(7L * HourOfWeek.WEEKS + 1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final Postgres postgres;

  HistoryTable(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Adds the reads of an hour. */
  Future<Void> add(Instant hour, Map<RecurringQuestion, Long> reads) {
    if (reads.isEmpty()) {
      return Future.succeededFuture();
    }
    // always in the same order, or two nodes that add the same questions wait for each other
    Map<UUID, Map.Entry<RecurringQuestion, Long>> sorted = new TreeMap<>();
    reads.entrySet().forEach(entry -> sorted.put(id(entry.getKey()), entry));
    List<RecurringQuestion> questions = sorted.values().stream().map(Map.Entry::getKey).toList();
    Tuple columns =
        Tuple.tuple()
            .addArrayOfUUID(sorted.keySet().toArray(UUID[]::new))
            .addArrayOfString(texts(questions, RecurringQuestion::dataset))
            .addArrayOfString(texts(questions, question -> question.format().name()))
            .addArrayOfString(texts(questions, RecurringQuestion::organisation))
            .addArrayOfString(texts(questions, HistoryTable::json));
    Tuple counts =
        Tuple.tuple()
            .addOffsetDateTime(hour.atOffset(ZoneOffset.UTC))
            .addArrayOfUUID(sorted.keySet().toArray(UUID[]::new))
            .addArrayOfLong(sorted.values().stream().map(Map.Entry::getValue).toArray(Long[]::new));
    return postgres
        .query(
            """
            INSERT INTO warm_question (question_id, dataset, format, organisation, parameters)
            SELECT id, dataset, format, organisation, parameters::jsonb
            FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
              AS asked (id, dataset, format, organisation, parameters)
            ON CONFLICT DO NOTHING
            """,
            columns)
        .compose(
            known ->
                postgres.query(
                    """
                    INSERT INTO warm_read AS kept (hour, question_id, reads)
                    SELECT $1::timestamptz, id, reads FROM unnest($2::uuid[], $3::bigint[]) AS r (id, reads)
                    WHERE EXISTS (SELECT FROM warm_question q WHERE q.question_id = r.id)
                    ON CONFLICT (hour, question_id) DO UPDATE SET reads = kept.reads + excluded.reads
                    """,
                    counts))
        .mapEmpty();
  }

  /** The most read questions since an instant, most first. */
  Future<List<RecurringQuestion>> popular(Instant since, int most) {
    return postgres
        .query(
            """
            SELECT dataset, format, organisation, parameters::text
            FROM warm_question
            JOIN (SELECT question_id, sum(reads) AS reads FROM warm_read
                  WHERE hour >= $1::timestamptz GROUP BY question_id) counted USING (question_id)
            ORDER BY reads DESC, question_id LIMIT $2::int
            """,
            Tuple.of(HourOfWeek.hour(since).atOffset(ZoneOffset.UTC), most))
        .map(
            rows -> {
              List<RecurringQuestion> questions = new ArrayList<>();
              rows.forEach(row -> question(row).ifPresent(questions::add));
              return questions;
            });
  }

  /** The reads of some hours, by question and hour. */
  Future<Map<RecurringQuestion, Map<Instant, Long>>> of(List<Instant> hours) {
    OffsetDateTime[] wanted =
        hours.stream().map(hour -> hour.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    return postgres
        .query(
            """
            SELECT dataset, format, organisation, parameters::text, hour, reads
            FROM warm_read JOIN warm_question USING (question_id) WHERE hour = ANY ($1::timestamptz[])
            """,
            Tuple.tuple().addArrayOfOffsetDateTime(wanted))
        .map(
            rows -> {
              Map<RecurringQuestion, Map<Instant, Long>> reads = new LinkedHashMap<>();
              for (Row row : rows) {
                question(row)
                    .ifPresent(
                        question ->
                            reads
                                .computeIfAbsent(question, first -> new HashMap<>())
                                .put(row.getOffsetDateTime(4).toInstant(), row.getLong(5)));
              }
              return reads;
            });
  }

  /** The first hour of which reads are known; empty when there are none. */
  Future<Optional<Instant>> first() {
    return postgres
        .query("SELECT min(hour) FROM warm_read", Tuple.tuple())
        .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0)))
        .map(hour -> hour.map(OffsetDateTime::toInstant));
  }

  /** The organisations whose answers were read since an instant. */
  Future<List<String>> organisations(Instant since) {
    return postgres
        .query(
            """
            SELECT DISTINCT organisation FROM warm_question JOIN warm_read USING (question_id)
            WHERE organisation <> '' AND hour >= $1::timestamptz ORDER BY organisation
            """,
            Tuple.of(since.atOffset(ZoneOffset.UTC)))
        .map(
            rows -> {
              List<String> organisations = new ArrayList<>();
              rows.forEach(row -> organisations.add(row.getString(0)));
              return organisations;
            });
  }

  /**
   * Forgets what no forecast needs: weeks too long ago, hours of last week in which a question was
   * read once or twice, and of each hour all but the most read.
   */
  Future<Void> forget(Instant now) {
    OffsetDateTime hour = HourOfWeek.hour(now).atOffset(ZoneOffset.UTC);
    return postgres
        .query(
            "DELETE FROM warm_read WHERE hour < $1::timestamptz OR hour < $2::timestamptz AND reads < 3",
            Tuple.of(hour.minus(KEPT), hour.minus(RECENT)))
        .compose(
            done ->
                postgres.query(
                    """
                    DELETE FROM warm_read WHERE hour = $1::timestamptz AND question_id NOT IN (
                      SELECT question_id FROM warm_read WHERE hour = $1::timestamptz
                      ORDER BY reads DESC, question_id LIMIT $2::int)
                    """,
                    Tuple.of(hour.minusHours(1), PLACES)))
        .compose(
            done ->
                postgres.query(
                    "DELETE FROM warm_question q WHERE NOT EXISTS"
                        + " (SELECT FROM warm_read r WHERE r.question_id = q.question_id)",
                    Tuple.tuple()))
        .mapEmpty();
  }

  private static String[] texts(
      List<RecurringQuestion> questions,
      java.util.function.Function<RecurringQuestion, String> text) {
    return questions.stream().map(text).toArray(String[]::new);
  }

  private static UUID id(RecurringQuestion question) {
    String text =
        String.join(
            "\n",
            question.dataset(),
            question.format().name(),
            question.organisation(),
            json(question));
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(RecurringQuestion question) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(question.parameters()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a map of texts can be written", impossible);
    }
  }

  /** A question of a later version of the product is left to it. */
  private static Optional<RecurringQuestion> question(Row row) {
    try {
      return Optional.of(
          new RecurringQuestion(
              row.getString(0),
              Format.valueOf(row.getString(1)),
              row.getString(2),
              JSON.readValue(row.getString(3), TEXTS)));
    } catch (JsonProcessingException | IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
