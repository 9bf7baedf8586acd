package verticles.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.testing.Patience.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.config.Secret;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class SecretDeskTest {
  private static final SecretsConfig NONE = new SecretsConfig(new Secret(""), new Secret(""));

  @TempDir Path data;
  private final Vertx vertx = Vertx.vertx();
  private final PostgresTarget database = TestPostgres.migrated();
  private SealedSecrets node;

  @BeforeEach
  void startNode() {
    node = new SealedSecrets(new PlainPostgres(vertx, database), Vault.open(NONE, data));
    await(node.check());
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void what_is_put_is_read_by_the_node_until_it_is_removed() throws SQLException {
    SecretDesk desk = new SecretDesk(NONE, data);
    desk.put(database, "llm/key", new Secret("sk-1"));
    desk.put(database, "llm/key", new Secret("sk-2"));

    assertThat(await(node.find("llm/key"))).contains(new Secret("sk-2"));
    assertThat(desk.remove(database, "llm/key")).isTrue();
    assertThat(desk.remove(database, "llm/key")).isFalse();
    assertThat(await(node.find("llm/key"))).isEmpty();
  }

  @Test
  void with_another_master_key_nothing_is_put(@TempDir Path other) {
    SecretDesk desk = new SecretDesk(NONE, other);

    assertThatThrownBy(() -> desk.put(database, "llm/key", new Secret("sk-1")))
        .hasMessageContaining("Give every node the same key");
    assertThat(await(node.find("llm/key"))).isEmpty();
  }
}
