package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.cache.CacheConfig;
import verticles.cache.CacheMessage;
import verticles.cache.CacheNeighbours;
import verticles.cache.CacheVerticle;
import verticles.cache.NearCache;
import verticles.config.DataSize;
import verticles.config.Problems;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.testing.LocalInvalidator;
import verticles.testing.MemoryTier;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;
import verticles.testing.TestShared;

/** Nodes of two versions side by side, as in a rolling update, on one shared tier. */
class DeclarationTest {
  private static final Caller ANN = new Caller("ann", "north", Role.VIEWER);
  private final List<Vertx> started = new ArrayList<>();
  private final MemoryTier tier = new MemoryTier();

  @AfterEach
  void stop() {
    started.forEach(vertx -> vertx.close().await());
  }

  /** A node of its own process in all that matters here: bus and memory are its own. */
  private final class Node {
    final Vertx own = Vertx.vertx();
    final Bus bus = new Bus(own, "node").carry(CacheMessage.class);
    final NearCache cache =
        new NearCache(
            new CacheConfig(
                DataSize.ofMebibytes(4),
                DataSize.ofMebibytes(1),
                new DataSize(1024),
                Duration.ofSeconds(30),
                GivenCatalog.POLICIES,
                TestShared.CONFIG),
            bus,
            InstantSource.system());
    final DatasetClient client;

    Node(String sql) {
      started.add(own);
      String yaml =
          """
          datasets:
            greeting:
              description: One word.
              scope: shared
              policy: simple
              sql: %s
          """
              .formatted(sql);
      DatasetCatalog catalog =
          DatasetCatalog.read(yaml, GivenCatalog.POLICIES, Set.of("postgres"), new Problems());
      client = new DatasetClient(catalog, bus, InstantSource.system());
      own.deployVerticle(
              new DatasetVerticle(
                  bus, catalog, Map.of("postgres", new PlainPostgres(own, TestPostgres.empty()))))
          .await();
      CacheNeighbours alone =
          new CacheNeighbours(
              tier, new LocalInvalidator(cache.memory(), tier), () -> List.of(bus.nodeId()));
      own.deployVerticle(new CacheVerticle(bus, cache, alone)).await();
    }

    CacheMessage.Read question() {
      return client.resolve("greeting", Map.of(), ANN, Format.JSON).await();
    }

    String body() {
      return cache.read(question()).await().entry().identity().body().toString();
    }
  }

  @Test
  void aNodeDoesNotTakeWhatAnotherDeclarationHasLoaded() {
    Node before = new Node("SELECT 'hello' AS word");
    Node same = new Node("SELECT 'hello' AS word");
    Node after = new Node("SELECT 'good morning' AS word");

    assertThat(before.body()).contains("hello");
    assertThat(after.body()).contains("good morning");
    assertThat(same.question()).isEqualTo(before.question());
  }

  @Test
  void aSourceRefusesAQuestionOfAnotherDeclaration() {
    Node before = new Node("SELECT 'hello' AS word");
    Node after = new Node("SELECT 'good morning' AS word");

    var refused =
        before.bus.<CacheMessage.Loaded>ask(
            CacheMessage.source(Question.SOURCE), after.question().load(), Duration.ofSeconds(9));

    assertThat(Patience.failure(refused))
        .hasMessageContaining("differently")
        .extracting("failure")
        .isEqualTo(Failure.NOT_FOUND);
  }
}
