package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.cache.Cache;
import verticles.cache.CacheMessage;
import verticles.dataset.Format;
import verticles.dataset.RecurringQuestion;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.SettableClock;
import verticles.testing.TestPostgres;
import verticles.warming.WarmRequest.Mode;

class AccessHistoryTest {
  private final SettableClock clock = new SettableClock("2026-11-16T06:01:00Z");
  private final Vertx vertx = Vertx.vertx();
  private WarmNode node;
  private HistoryTable table;

  @BeforeEach
  void start() {
    node = new WarmNode("node", new PlainPostgres(vertx, TestPostgres.migrated()), clock);
    table = node.history.table();
  }

  @AfterEach
  void close() {
    node.close();
    vertx.close().await();
  }

  private static RecurringQuestion number(int n) {
    return new RecurringQuestion("numbers", Format.JSON, "", Map.of("n", String.valueOf(n)));
  }

  private String key(String dataset, String organisation, Map<String, String> parameters) {
    return node.read(dataset, organisation, parameters).key();
  }

  private void seen(int n, long hits) {
    node.history.seen(key("numbers", "north", Map.of("n", String.valueOf(n))), hits);
  }

  private List<RecurringQuestion> popular(int most) {
    return table.popular(clock.instant().minus(Duration.ofDays(7)), most).await();
  }

  private Plan plan() {
    return new Plan(node.warmable, table, clock, 100);
  }

  private long rows() {
    return node.postgres
        .query("SELECT count(*) FROM warm_read", Tuple.tuple())
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void the_most_read_come_first_over_several_flushes() {
    seen(1, 5);
    seen(2, 3);
    node.history.flush();
    seen(2, 4);
    seen(3, 1);
    node.history.flush();

    assertThat(popular(2)).containsExactly(number(2), number(1));
    assertThat(popular(9)).hasSize(3);
  }

  @Test
  void reads_of_two_nodes_are_added() {
    AccessHistory other = new AccessHistory(node.warmable, node.postgres, clock);
    seen(1, 5);
    other.seen(key("numbers", "", Map.of("n", "1")), 6);
    node.history.flush();
    other.flush();
    Instant hour = Instant.parse("2026-11-16T06:00:00Z");

    assertThat(table.of(List.of(hour)).await()).isEqualTo(Map.of(number(1), Map.of(hour, 11L)));
  }

  @Test
  void what_was_read_eight_days_ago_is_no_longer_popular() {
    seen(1, 100);
    node.history.flush();
    clock.pass(Duration.ofDays(8));
    seen(2, 1);
    node.history.flush();

    assertThat(popular(9)).containsExactly(number(2));
  }

  @Test
  void organisations_are_told_apart_and_users_are_not() {
    node.history.seen(key("ours", "north", Map.of()), 2);
    node.history.seen(key("ours", "south", Map.of()), 1);
    node.history.flush();

    assertThat(table.organisations(clock.instant().minus(Duration.ofDays(1))).await())
        .containsExactly("north", "south");
    assertThat(popular(9)).hasSize(2).noneMatch(question -> question.toString().contains("ann"));
  }

  @Test
  void the_hour_is_the_one_in_which_most_of_a_flush_was_read() {
    clock.set("2026-11-16T07:00:10Z");
    seen(1, 1);
    node.history.flush();

    assertThat(table.first().await()).contains(Instant.parse("2026-11-16T06:00:00Z"));
  }

  @Test
  void nothing_read_is_nothing_written() {
    seen(1, 0);
    node.history.flush();

    assertThat(table.first().await()).isEmpty();
  }

  @Test
  void what_could_not_be_written_is_counted_again() {
    seen(1, 5);
    node.sql("ALTER TABLE warm_question RENAME TO away");
    try {
      node.history.flush();
    } catch (RuntimeException expected) {
      assertThat(expected).hasMessageContaining("warm_question");
    }
    node.sql("ALTER TABLE away RENAME TO warm_question");
    seen(1, 2);
    node.history.flush();
    Instant hour = Instant.parse("2026-11-16T06:00:00Z");

    assertThat(table.of(List.of(hour)).await().get(number(1))).containsEntry(hour, 7L);
  }

  @Test
  void a_weekly_habit_is_predicted_for_its_hour_and_not_for_another() {
    for (int week = 0; week < 4; week++) {
      seen(1, 3);
      if (week == 0) {
        seen(2, 1000);
      }
      node.history.flush();
      clock.pass(Duration.ofDays(7));
    }
    clock.set("2026-12-14T06:01:00Z");

    List<RecurringQuestion> now = plan().questions(WarmRequest.of(Mode.PREDICTED)).await();
    clock.pass(Duration.ofHours(3));
    List<RecurringQuestion> later = plan().questions(WarmRequest.of(Mode.PREDICTED)).await();

    assertThat(now).containsExactly(number(1));
    assertThat(later).isEmpty();
  }

  @Test
  void old_weeks_and_chance_reads_are_forgotten_and_habits_are_not() {
    seen(1, 3);
    seen(2, 2);
    node.history.flush();
    clock.pass(Duration.ofDays(9));
    seen(3, 1);
    node.history.flush();

    node.history.forget().await();
    assertThat(popularSince(60)).containsExactlyInAnyOrder(number(1), number(3));
    clock.pass(Duration.ofDays(50));
    node.history.forget().await();

    assertThat(popularSince(90)).isEmpty();
    assertThat(rows()).isZero();
  }

  private List<RecurringQuestion> popularSince(int days) {
    return table.popular(clock.instant().minus(Duration.ofDays(days)), 9).await();
  }

  @Test
  void of_an_hour_that_is_over_the_most_read_are_kept() {
    node.sql(
        """
        INSERT INTO warm_question SELECT md5(n::text)::uuid, 'numbers', 'JSON', '', '{}'
        FROM generate_series(1, 10050) n
        """);
    node.sql(
        """
        INSERT INTO warm_read SELECT '2026-11-16T06:00:00Z', md5(n::text)::uuid, n
        FROM generate_series(1, 10050) n
        """);
    clock.set("2026-11-16T07:30:00Z");

    node.history.forget().await();

    assertThat(rows()).isEqualTo(10_000);
    assertThat(
            node.postgres
                .query("SELECT min(reads) FROM warm_read", Tuple.tuple())
                .await()
                .iterator()
                .next()
                .getLong(0))
        .isEqualTo(51);
  }

  @Test
  void what_users_read_is_counted_and_what_warming_reads_is_not() {
    Cache users = new CountedReads(node.cache, node.history);
    CacheMessage.Read read = node.read("numbers", "", Map.of("n", "1"));
    users.read(read).await();
    for (int hit = 0; hit < 4; hit++) {
      assertThat(users.peek(read.key())).isNotNull();
    }
    String id =
        node.runs.start(WarmFixture.OLGA, WarmRequest.datasets(List.of("numbers"))).await().id();
    Patience.until("it is warm", () -> node.runs.run(id).await(), WarmRun::isOver);

    node.cache.sweepHits(node.history::seen);
    node.cache.sweepHits(node.history::seen);
    node.history.flush();

    assertThat(popular(9)).containsExactly(number(1));
    Instant hour = Instant.parse("2026-11-16T06:00:00Z");
    assertThat(table.of(List.of(hour)).await().get(number(1))).containsEntry(hour, 5L);
  }
}
