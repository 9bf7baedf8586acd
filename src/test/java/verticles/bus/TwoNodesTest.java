package verticles.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import verticles.embedded.Ports;
import verticles.testing.Patience;
import verticles.testing.TestCluster;
import verticles.testing.TestJvm;

/** The bus between two real JVMs. */
class TwoNodesTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String CLUSTER = "two-nodes-" + ProcessHandle.current().pid();

  private static TestCluster here;
  private static int port;
  private static TestJvm other;
  private static String otherId;

  @BeforeAll
  static void startTwoNodes() {
    port = Ports.free();
    here = TestCluster.join(CLUSTER, port, port);
    ProbePeer.on(here);
    other = startPeer();
    otherId = other.await("ready");
    awaitAnswerFrom(otherId);
  }

  private static TestJvm startPeer() {
    return TestJvm.start(
        ProbePeer.class, CLUSTER, String.valueOf(Ports.free()), String.valueOf(port));
  }

  @AfterAll
  static void stopBoth() {
    other.close();
    here.close();
  }

  private static void awaitAnswerFrom(String node) {
    Future<Probe.Here> answer = here.bus().askNode(Probe.EXACT, node, new Probe.Who(), DEADLINE);
    assertThat(answer.recover(first -> again(node)).await().node()).isEqualTo(node);
    long heardBefore = askAny(20).getOrDefault(node, 0);
    assertThat(heardBefore).isPositive();
  }

  private static Future<Probe.Here> again(String node) {
    return here.vertx()
        .timer(500)
        .compose(tick -> here.bus().askNode(Probe.EXACT, node, new Probe.Who(), DEADLINE));
  }

  private static Map<String, Integer> askAny(int times) {
    Map<String, Integer> answers = new HashMap<>();
    for (int i = 0; i < times; i++) {
      Probe.Here answer = here.bus().<Probe.Here>ask(Probe.ANY, new Probe.Who(), DEADLINE).await();
      answers.merge(answer.node(), 1, Integer::sum);
    }
    return answers;
  }

  @Test
  void an_address_of_scope_any_is_served_by_both_nodes_in_turn() {
    Map<String, Integer> answers = askAny(100);

    assertThat(answers).containsOnlyKeys(here.bus().nodeId(), otherId);
    assertThat(answers.values()).allMatch(count -> count >= 40);
  }

  @Test
  void an_address_of_scope_node_never_leaves_its_node() {
    for (int i = 0; i < 100; i++) {
      Probe.Here answer = here.bus().<Probe.Here>ask(Probe.NODE, new Probe.Who(), DEADLINE).await();
      assertThat(answer.node()).isEqualTo(here.bus().nodeId());
    }
  }

  @Test
  void an_exact_ask_reaches_the_node_it_names() {
    for (String node : List.of(here.bus().nodeId(), otherId)) {
      Probe.Here answer =
          here.bus().<Probe.Here>askNode(Probe.EXACT, node, new Probe.Who(), DEADLINE).await();
      assertThat(answer.node()).isEqualTo(node);
    }
  }

  @Test
  void an_announcement_is_heard_on_both_nodes() {
    int before = heardBy(otherId);
    int beforeHere = heardBy(here.bus().nodeId());

    here.bus().announce(Probe.ALL, new Probe.Who());

    Patience.holds(() -> assertThat(heardBy(otherId)).isEqualTo(before + 1));
    Patience.holds(() -> assertThat(heardBy(here.bus().nodeId())).isEqualTo(beforeHere + 1));
  }

  private static int heardBy(String node) {
    return here.bus()
        .<Probe.Heard>askNode(Probe.EXACT, node, new Probe.HowOften(), DEADLINE)
        .await()
        .times();
  }

  @Test
  void a_record_crosses_nodes_unchanged() {
    Probe.Rich sent =
        new Probe.Rich(
            Instant.parse("2024-03-31T01:00:00.123456789Z"),
            Duration.ofMillis(1500),
            Optional.of("ü"),
            List.of(new Probe.Here("a"), new Probe.Here("b")),
            Map.of("net", -1.25));

    Probe.Rich back = here.bus().<Probe.Rich>askNode(Probe.EXACT, otherId, sent, DEADLINE).await();

    assertThat(back).isEqualTo(sent).isNotSameAs(sent);
  }

  @Test
  void a_java_object_that_is_no_record_of_ours_is_not_taken() {
    assertThatThrownBy(() -> here.vertx().eventBus().send("probe.any", new BigDecimal("1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_record_inside_the_node_is_handed_over_by_reference() {
    Probe.Rich sent =
        new Probe.Rich(Instant.EPOCH, Duration.ZERO, Optional.empty(), List.of(), Map.of());

    Probe.Rich back = here.bus().<Probe.Rich>ask(Probe.NODE, sent, DEADLINE).await();

    assertThat(back).isSameAs(sent);
  }

  @Test
  void a_refusal_crosses_nodes_with_its_errors() {
    FailureException failure = failureOf(new Probe.Refuse("/limit"));

    assertThat(failure.failure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(failure.errors()).containsExactly(new FieldError("/limit", "read x; accepted y"));
  }

  @Test
  void a_handler_that_throws_answers_at_once_and_keeps_its_reason_in_the_log() {
    Instant before = Instant.now();

    FailureException failure = failureOf(new Probe.Crash());

    assertThat(failure.failure()).isEqualTo(Failure.INTERNAL);
    assertThat(failure.detail()).doesNotContain("thrown by the handler");
    assertThat(Duration.between(before, Instant.now())).isLessThan(DEADLINE);
  }

  @Test
  void an_oversized_message_is_refused_by_its_sender() {
    FailureException failure = failureOf(new Probe.Load(new byte[Bus.LARGEST_MESSAGE + 1]));

    assertThat(failure.failure()).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void an_oversized_answer_fails_instead_of_never_coming() {
    FailureException failure = failureOf(new Probe.Send(Bus.LARGEST_MESSAGE + 1));

    assertThat(failure.failure()).isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void a_message_nobody_carries_is_a_failed_future() {
    FailureException failure = failureOf(new Object());

    assertThat(failure.failure()).isEqualTo(Failure.INTERNAL);
  }

  private static FailureException failureOf(Object message) {
    Future<Object> answer = here.bus().askNode(Probe.EXACT, otherId, message, DEADLINE);
    return catchThrowableOfType(FailureException.class, answer::await);
  }

  @Test
  void asking_where_nobody_listens_fails_at_once() {
    Future<Object> answer = here.bus().ask(Address.node("probe.nobody"), new Probe.Who(), DEADLINE);

    FailureException failure = catchThrowableOfType(FailureException.class, answer::await);

    assertThat(failure.failure()).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void an_answer_later_than_the_deadline_is_a_timeout() {
    Future<Object> answer =
        here.bus().ask(Probe.NODE, new Probe.Slow(5_000), Duration.ofMillis(50));

    FailureException failure = catchThrowableOfType(FailureException.class, answer::await);

    assertThat(failure.failure()).isEqualTo(Failure.TIMEOUT);
  }

  @Test
  void work_of_a_node_killed_in_mid_request_is_done_by_the_other() {
    try (TestJvm doomed = startPeer()) {
      String doomedId = doomed.await("ready");
      awaitAnswerFrom(doomedId);
      List<Future<Probe.Here>> asked =
          IntStream.range(0, 12)
              .mapToObj(i -> here.bus().<Probe.Here>ask(Probe.ANY, new Probe.Slow(400), DEADLINE))
              .toList();

      doomed.kill();

      Future.all(asked).await();
      assertThat(asked).allMatch(answer -> !answer.result().node().equals(doomedId));
    }
  }
}
