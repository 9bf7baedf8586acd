package verticles.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.config.Secret;
import verticles.postgres.Postgres;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** Sealed secrets in a real database, and new keys for them. */
class RotationTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final SecretsConfig NONE = new SecretsConfig(new Secret(""), new Secret(""));

  @TempDir Path data;
  private final Postgres postgres = new PlainPostgres(VERTX, TestPostgres.migrated());
  private SealedSecrets secrets;

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @BeforeEach
  void put() {
    secrets = new SealedSecrets(postgres, Vault.open(NONE, data));
    await(secrets.check());
    await(secrets.put("cdn/fastly", new Secret("hunter2")));
  }

  private Rotation.Done rotate() throws SQLException {
    return new Rotation(NONE, data).run(postgres.target());
  }

  private SealedSecrets started() {
    return new SealedSecrets(postgres, Vault.open(NONE, data));
  }

  @Test
  void a_secret_is_kept_replaced_found_and_forgotten() {
    assertThat(await(secrets.find("cdn/fastly"))).hasValue(new Secret("hunter2"));
    await(secrets.put("cdn/fastly", new Secret("hunter3")));
    assertThat(await(started().find("cdn/fastly"))).hasValue(new Secret("hunter3"));
    await(secrets.remove("cdn/fastly"));
    assertThat(await(secrets.find("cdn/fastly"))).isEmpty();
  }

  @Test
  void nothing_of_it_can_be_read_in_the_database() {
    var rows =
        await(
            postgres.query(
                "SELECT count(*) AS n FROM sealed_secret WHERE position('hunter2'::bytea IN sealed) > 0",
                Tuple.tuple()));

    assertThat(rows.iterator().next().getLong("n")).isZero();
  }

  @Test
  void a_secret_moved_to_another_name_is_not_opened() {
    await(
        postgres.query("UPDATE sealed_secret SET name = 'b' WHERE name <> 'check'", Tuple.tuple()));

    assertThat(failure(secrets.find("b"))).hasMessageContaining("belongs to another name");
  }

  @Test
  void a_second_node_with_a_key_of_its_own_does_not_start(@TempDir Path other) {
    SealedSecrets second = new SealedSecrets(postgres, Vault.open(NONE, other));

    assertThat(failure(second.check())).hasMessageContaining("Give every node the same key");
  }

  @Test
  void a_second_node_with_the_file_of_the_first_starts(@TempDir Path other) throws Exception {
    Files.createDirectories(other.resolve("secrets"));
    Files.copy(data.resolve("secrets/master-key"), other.resolve("secrets/master-key"));

    await(new SealedSecrets(postgres, Vault.open(NONE, other)).check());
  }

  @Test
  void after_a_rotation_everything_is_sealed_with_the_new_key_and_all_nodes_read_it()
      throws SQLException {
    Rotation.Done done = rotate();

    assertThat(done.made()).isTrue();
    assertThat(done.resealed()).isEqualTo(2);
    assertThat(await(secrets.find("cdn/fastly"))).hasValue(new Secret("hunter2"));
    assertThat(await(started().find("cdn/fastly"))).hasValue(new Secret("hunter2"));
    rotate();
    rotate();
    assertThat(await(started().find("cdn/fastly"))).hasValue(new Secret("hunter2"));
  }

  @Test
  void a_rotation_that_was_interrupted_loses_nothing() throws SQLException {
    new KeyFile(data.resolve("secrets/master-key")).renew();

    rotate();

    assertThat(await(started().find("cdn/fastly"))).hasValue(new Secret("hunter2"));
  }

  @Test
  void keys_of_the_configuration_are_taken_into_use() throws Exception {
    String old = Files.readString(data.resolve("secrets/master-key")).strip();
    SecretsConfig both = new SecretsConfig(new Secret(MasterKey.fresh()), new Secret(old));
    SecretsConfig only = new SecretsConfig(both.masterKey(), new Secret(""));

    Rotation.Done done = new Rotation(both, data).run(postgres.target());

    assertThat(done.made()).isFalse();
    assertThat(done.resealed()).isEqualTo(2);
    assertThat(await(new SealedSecrets(postgres, Vault.open(only, data)).find("cdn/fastly")))
        .hasValue(new Secret("hunter2"));
  }

  @Test
  void the_file_of_one_node_can_be_given_to_another_also_after_a_rotation() throws Exception {
    rotate();
    String file = Files.readString(data.resolve("secrets/master-key")).strip();
    SecretsConfig given = new SecretsConfig(new Secret(file), new Secret(""));

    await(new SealedSecrets(postgres, Vault.open(given, data)).check());
    assertThatThrownBy(() -> new SecretsConfig(new Secret(file), new Secret(MasterKey.fresh())))
        .hasMessageContaining("two keys at most");
  }

  @Test
  void nothing_is_changed_when_a_secret_cannot_be_opened(@TempDir Path other) throws Exception {
    new KeyFile(other.resolve("secrets/master-key"));
    String before = Files.readString(other.resolve("secrets/master-key"));

    assertThatThrownBy(() -> new Rotation(NONE, other).run(postgres.target()))
        .hasMessageContaining("Give every node the same key");

    assertThat(Files.readString(other.resolve("secrets/master-key"))).isEqualTo(before);
    assertThat(await(started().find("cdn/fastly"))).hasValue(new Secret("hunter2"));
  }
}
