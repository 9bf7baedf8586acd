package verticles.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class PolicyStoreTest {
  private final Vertx vertx = Vertx.vertx();
  private final PolicyStore store =
      new PolicyStore(new PlainPostgres(vertx, TestPostgres.migrated()));
  private final NamedPolicy configured = new NamedPolicy("minute", Reads.policy(60, 0), 0);

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private static Failure failure(Future<?> future) {
    return ((FailureException) Patience.failure(future)).failure();
  }

  @Test
  void aChangeIsKeptWithTheNextVersionAndReadAsItWas() {
    NamedPolicy first = store.change(configured, Reads.policy(30, 5), 0).await();
    NamedPolicy second = store.change(first, Reads.policy(20, 5), 1).await();

    assertThat(first.version()).isEqualTo(1);
    assertThat(second.version()).isEqualTo(2);
    assertThat(store.all().await()).containsExactly(second);
    assertThat(second.policy().fresh()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void whoKnowsAnOldVersionChangesNothing() {
    NamedPolicy first = store.change(configured, Reads.policy(30, 5), 0).await();

    assertThat(failure(store.change(configured, Reads.policy(1, 0), 0)))
        .isEqualTo(Failure.PRECONDITION);
    assertThat(failure(store.change(first, Reads.policy(1, 0), 7))).isEqualTo(Failure.PRECONDITION);
    assertThat(store.all().await()).containsExactly(first);
  }

  @Test
  void ofTwoChangesAtOnceOneIsMade() {
    var one = store.change(configured, Reads.policy(30, 5), 0);
    var other = store.change(configured, Reads.policy(40, 5), 0);
    Future.join(one, other).otherwiseEmpty().await();

    assertThat(Map.of(true, 1L, false, 1L))
        .isEqualTo(
            Stream.of(one, other)
                .collect(Collectors.partitioningBy(Future::succeeded, Collectors.counting())));
  }
}
