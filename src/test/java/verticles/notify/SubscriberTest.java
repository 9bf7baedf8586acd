package verticles.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.security.VerifiedToken;
import verticles.testing.NoPostgres;
import verticles.testing.SettableClock;

/** A client's stream on its own: no database answers here, and the clock stands. */
class SubscriberTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Caller ANN = new Caller("ann", "north", Role.TRADER);

  private final SettableClock clock = new SettableClock(START.toString());
  private final Notifications notifications = new Notifications(new NoticeLog(new NoPostgres()));
  private final StreamCounts counts = new StreamCounts();
  private final SubscriberGroup group =
      new SubscriberGroup(notifications, config(), counts, clock, Runnable::run);
  private final FakeWire wire = new FakeWire();
  private Future<VerifiedToken> verdict = Future.succeededFuture(token(ANN));

  private static NotifyConfig config() {
    return new NotifyConfig(
        List.of(), 8, Duration.ofSeconds(15), Duration.ofSeconds(10), 20, 1000, Duration.ofDays(1));
  }

  private static VerifiedToken token(Caller caller) {
    Instant expires = START.plus(Duration.ofMinutes(10));
    return new VerifiedToken(caller, "id", expires, expires.toEpochMilli());
  }

  /** What a client reads, and whether it does. */
  private static final class FakeWire implements Wire {
    private final List<JsonObject> frames = new ArrayList<>();
    private final List<StreamEnd> ends = new ArrayList<>();
    private boolean full;

    @Override
    public boolean full() {
      return full;
    }

    @Override
    public void send(NoticeFrame frame) {
      frames.add(new JsonObject(frame.json()));
    }

    @Override
    public void end(StreamEnd why, NoticeFrame last) {
      send(last);
      ends.add(why);
    }

    private List<String> types() {
      return frames.stream().map(frame -> frame.getString("type")).toList();
    }
  }

  private Subscriber join() {
    StreamToken token = new StreamToken(token(ANN), "text", text -> verdict);
    return group.join(token, EnumSet.allOf(Topic.class), OptionalLong.empty(), wire);
  }

  private static NoticeFrame frame(long seq, Topic topic, Audience audience, String key) {
    return NoticeFrame.of(
        new NotifyMessage.Entry(seq, START, topic, audience.text(), "told", key, "{}"));
  }

  private static NoticeFrame word(String key, int percent) {
    return NoticeFrame.of(
        new NotifyMessage.Word(
            START,
            Topic.TASKS,
            Audience.user("ann").text(),
            "task.moved",
            key,
            "{\"percent\":" + percent + "}"));
  }

  private void pass(Duration time) {
    clock.pass(time);
    group.tend();
  }

  @Test
  void a_client_hears_what_is_for_it_and_what_it_wants() {
    Subscriber subscriber = join();
    subscriber.unsubscribe(List.of(Topic.KPIS));

    subscriber.offer(frame(1, Topic.TASKS, Audience.user("ann"), ""));
    subscriber.offer(frame(2, Topic.TASKS, Audience.user("bob"), ""));
    subscriber.offer(frame(3, Topic.KPIS, Audience.user("ann"), ""));
    subscriber.offer(frame(4, Topic.ALERTS, Audience.role(Role.TRADER), ""));
    subscriber.offer(frame(5, Topic.ALERTS, Audience.role(Role.OPERATOR), ""));
    subscriber.offer(frame(4, Topic.ALERTS, Audience.role(Role.TRADER), ""));

    assertThat(wire.types()).containsExactly("welcome", "subscribed", "told", "told");
    assertThat(wire.frames.getLast().getLong("seq")).isEqualTo(4);
  }

  @Test
  void what_is_said_in_passing_has_no_number_and_moves_nobody_forward() {
    Subscriber subscriber = join();
    subscriber.offer(frame(7, Topic.TASKS, Audience.user("ann"), ""));
    subscriber.offer(word("17", 40));
    subscriber.offer(frame(7, Topic.TASKS, Audience.user("ann"), ""));
    pass(Duration.ofSeconds(10));

    assertThat(wire.types()).containsExactly("welcome", "told", "task.moved", "heartbeat");
    assertThat(wire.frames.get(2).containsKey("seq")).isFalse();
    assertThat(word("17", 40).event().toString()).doesNotContain("id:");
    assertThat(wire.frames.getLast().getLong("seq")).isEqualTo(7);
  }

  @Test
  void a_slow_client_gets_the_newest_word_of_each_thing_only() {
    Subscriber subscriber = join();
    wire.full = true;
    for (int percent = 1; percent <= 30; percent++) {
      subscriber.offer(word("17", percent));
    }
    subscriber.offer(word("18", 5));

    wire.full = false;
    subscriber.drain();

    assertThat(wire.types()).containsExactly("welcome", "dropped", "task.moved", "task.moved");
    assertThat(wire.frames.get(2).getJsonObject("payload").getInteger("percent")).isEqualTo(30);
  }

  @Test
  void a_slow_client_is_told_how_much_it_missed_and_then_goes_on() {
    Subscriber subscriber = join();
    wire.full = true;
    for (long seq = 1; seq <= 10; seq++) {
      subscriber.offer(frame(seq, Topic.TASKS, Audience.user("ann"), ""));
    }
    subscriber.offer(frame(11, Topic.TASKS, Audience.user("ann"), "x"));
    subscriber.offer(frame(12, Topic.TASKS, Audience.user("ann"), "x"));

    wire.full = false;
    subscriber.drain();

    JsonObject dropped = wire.frames.get(1);
    assertThat(dropped.getString("type")).isEqualTo("dropped");
    assertThat(dropped.getJsonObject("payload"))
        .isEqualTo(new JsonObject().put("dropped", 3L).put("conflated", 1L));
    assertThat(wire.frames.get(2).getLong("seq")).isEqualTo(4);
    assertThat(wire.frames.getLast().getLong("seq")).isEqualTo(12);
    assertThat(counts.dropped().sum()).isEqualTo(3);
  }

  @Test
  void a_client_that_takes_nothing_for_long_is_closed_with_the_count() {
    Subscriber subscriber = join();
    wire.full = true;
    subscriber.offer(frame(1, Topic.TASKS, Audience.user("ann"), ""));
    subscriber.offer(frame(2, Topic.TASKS, Audience.user("ann"), ""));

    pass(Duration.ofSeconds(14));
    assertThat(wire.ends).isEmpty();
    pass(Duration.ofSeconds(1));

    assertThat(wire.ends).containsExactly(StreamEnd.SLOW);
    assertThat(wire.frames.getLast().getJsonObject("payload").getLong("missed")).isEqualTo(2);
  }

  @Test
  void a_quiet_stream_says_that_it_is_there_and_how_far_it_is() {
    join();

    pass(Duration.ofSeconds(9));
    assertThat(wire.types()).containsExactly("welcome");
    pass(Duration.ofSeconds(1));

    assertThat(wire.types()).containsExactly("welcome", "heartbeat");
  }

  @Test
  void a_token_that_is_refused_by_now_ends_the_stream_within_five_seconds() {
    join();
    pass(Duration.ofSeconds(3));
    assertThat(wire.ends).isEmpty();

    verdict = Future.failedFuture(FailureException.of(Failure.UNAUTHENTICATED, "over"));
    pass(Duration.ofSeconds(3));

    assertThat(wire.ends).containsExactly(StreamEnd.UNAUTHENTICATED);
  }

  @Test
  void a_changed_role_ends_the_stream_and_a_down_database_does_not() {
    join();
    verdict = Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "down"));
    pass(Duration.ofSeconds(3));
    assertThat(wire.ends).isEmpty();

    verdict = Future.succeededFuture(token(new Caller("ann", "north", Role.VIEWER)));
    pass(Duration.ofSeconds(3));

    assertThat(wire.ends).containsExactly(StreamEnd.UNAUTHENTICATED);
  }

  @Test
  void a_stream_is_over_when_its_token_is() {
    join();

    pass(Duration.ofMinutes(10));

    assertThat(wire.ends).containsExactly(StreamEnd.UNAUTHENTICATED);
  }

  @Test
  void a_node_that_stops_says_when_to_come_back() {
    join();

    group.close();

    assertThat(wire.ends).containsExactly(StreamEnd.LEAVING);
    assertThat(wire.frames.getLast().getJsonObject("payload").getInteger("retryMillis"))
        .isBetween(500, 8000);
  }
}
