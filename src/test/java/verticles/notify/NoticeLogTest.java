package verticles.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** The log in a real PostgreSQL, written by several at once. */
class NoticeLogTest {
  private static final Caller ANN = new Caller("ann", "", Role.VIEWER);

  private final Vertx vertx = Vertx.vertx();
  private final Postgres postgres = new PlainPostgres(vertx, TestPostgres.migrated());
  private final NoticeLog log = new NoticeLog(postgres);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static Notice notice(String user, int number) {
    return Notice.of(Topic.SYSTEM, Audience.user(user), "told", new JsonObject().put("n", number));
  }

  private void fill(int count) {
    List<Notice> all = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      all.add(notice("ann", number));
    }
    log.append(all).await();
  }

  private static List<Long> numbers(List<NotifyMessage.Entry> entries) {
    return entries.stream().map(NotifyMessage.Entry::seq).toList();
  }

  @Test
  void numbers_have_no_gaps_however_many_write_at_once() {
    List<Future<List<NotifyMessage.Entry>>> writing = new ArrayList<>();
    for (int batch = 0; batch < 40; batch++) {
      writing.add(log.append(List.of(notice("ann", batch), notice("bob", batch))));
    }
    Future.all(writing).await();

    assertThat(numbers(log.after(0, 1000).await()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 80).boxed().toList());
    assertThat(log.head().await()).isEqualTo(new NoticeLog.Head(80, 0));
  }

  @Test
  void what_several_nodes_tell_is_kept_once() {
    Notice left = notice("ann", 1).once("node.left:a");
    log.append(List.of(left, left, notice("ann", 2))).await();

    assertThat(log.append(List.of(left)).await()).isEmpty();
    assertThat(log.head().await().seq()).isEqualTo(2);
    assertThat(numbers(log.append(List.of(notice("ann", 3))).await())).containsExactly(3L);
  }

  @Test
  void the_bytes_of_a_payload_stay_as_they_were() {
    Notice odd =
        new Notice(
            Topic.KPIS, Audience.user("ann"), "told", "k", "{ \"b\":1.10, \"a\":\"é\" }", "");

    assertThat(log.append(List.of(odd)).await().getFirst().payload())
        .isEqualTo("{ \"b\":1.10, \"a\":\"é\" }");
  }

  @Test
  void what_is_forgotten_is_a_gap_for_who_missed_it_and_for_nobody_else() {
    fill(150);
    log.forget(100, Duration.ofDays(1)).await();
    Notifications notifications = new Notifications(log);
    notifications.look().await();

    assertThat(log.head().await()).isEqualTo(new NoticeLog.Head(150, 50));
    assertThat(since(notifications, 49)).isInstanceOf(Replay.Gap.class);
    assertThat(((Replay.Whole) since(notifications, 50)).frames()).hasSize(100);
    assertThat(since(notifications, 151)).isInstanceOf(Replay.Gap.class);
  }

  @Test
  void more_than_a_thousand_are_not_replayed() {
    fill(1001);
    Notifications notifications = new Notifications(log);
    notifications.look().await();

    assertThat(((Replay.Whole) since(notifications, 1)).frames()).hasSize(1000);
    assertThat(since(notifications, 0)).isInstanceOf(Replay.Gap.class);
  }

  private static Replay since(Notifications notifications, long seq) {
    return notifications.since(seq, ANN, EnumSet.allOf(Topic.class)).await();
  }

  @Test
  void what_the_bus_lost_is_read_from_the_log_and_what_it_brought_too_early_waits_its_turn() {
    Notifications notifications = new Notifications(log);
    notifications.look().await();
    List<Long> heard = new CopyOnWriteArrayList<>();
    notifications.listen(frame -> heard.add(frame.seq()));
    fill(3);
    List<NotifyMessage.Entry> third = log.after(2, 1).await();

    notifications.heard(new NotifyMessage.Published(third));

    Patience.holds(() -> assertThat(heard).containsExactly(1L, 2L, 3L));
    notifications.heard(new NotifyMessage.Published(third));
    fill(1);
    notifications.look().await();
    Patience.holds(() -> assertThat(heard).containsExactly(1L, 2L, 3L, 4L));
  }
}
