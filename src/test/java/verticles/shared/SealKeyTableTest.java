package verticles.shared;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import verticles.config.DataSize;
import verticles.config.Secret;
import verticles.postgres.Postgres;
import verticles.secret.SecretsConfig;
import verticles.secret.Vault;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;
import verticles.testing.TestShared;

class SealKeyTableTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final SharedConfig NO_KEY =
      new SharedConfig(
          Duration.ofMillis(50),
          DataSize.ofMebibytes(1),
          new DataSize(1024),
          "sr:",
          new Secret(""),
          new Secret(""));

  private final Postgres postgres = new PlainPostgres(VERTX, TestPostgres.migrated());

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @Test
  void nodesThatStartTogetherUseTheSameKey() {
    List<SealKeyTable> nodes =
        Stream.generate(() -> SealKeyTable.open(postgres, TestShared.VAULT, NO_KEY))
            .limit(8)
            .toList()
            .stream()
            .map(verticles.testing.Patience::await)
            .toList();

    assertThat(nodes.stream().map(node -> node.keys().current().id()).distinct()).hasSize(1);
    assertThat(nodes).allMatch(node -> node.keys().live().size() == 1);
  }

  @Test
  void aRotatedKeySealsAndTheOneBeforeStillOpens() {
    SealKeyTable node = await(SealKeyTable.open(postgres, TestShared.VAULT, NO_KEY));
    SealKey first = node.keys().current();

    await(node.rotate());
    SealKey second = node.keys().current();
    await(node.rotate());

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(node.keys().find(second.id())).isPresent();
    assertThat(node.keys().find(first.id())).isEmpty();
    assertThat(await(SealKeyTable.open(postgres, TestShared.VAULT, NO_KEY)).keys().live())
        .isEqualTo(node.keys().live());
  }

  @Test
  void theKeysOfTheConfigurationComeFirstAndCannotBeRotatedHere() {
    SharedConfig both =
        new SharedConfig(
            Duration.ofMillis(50),
            DataSize.ofMebibytes(1),
            new DataSize(1024),
            "sr:",
            new Secret("A".repeat(43) + "="),
            TestShared.CONFIG.key());

    SealKeyTable node = await(SealKeyTable.open(new UnusedPostgres(), TestShared.VAULT, both));

    assertThat(node.keys().live()).hasSize(2);
    assertThat(node.keys().current()).isEqualTo(SealKey.of(new byte[32]));
    assertThat(failure(node.rotate())).hasMessageContaining("cache.shared.key");
  }

  @Test
  void theKeyCannotBeReadInTheDatabase() {
    SealKeyTable node = await(SealKeyTable.open(postgres, TestShared.VAULT, NO_KEY));

    byte[] key = node.keys().current().key().getEncoded();
    var row = await(postgres.query("SELECT * FROM seal_key", Tuple.tuple())).iterator().next();
    assertThat(row.getBuffer("secret")).isNull();
    assertThat(new String(row.getBuffer("sealed").getBytes(), ISO_8859_1))
        .doesNotContain(new String(key, ISO_8859_1));
  }

  @Test
  void keysThatWereKeptInClearTextAreSealedAndStay() {
    Buffer old = Buffer.buffer("an old key of exactly 32 bytes..");
    Buffer older = Buffer.buffer("older key of exactly 32 bytes...");
    await(
        postgres.query(
            "INSERT INTO seal_key (generation, secret) VALUES (6, $1), (7, $2)",
            Tuple.of(older, old)));

    SealKeyTable node = await(SealKeyTable.open(postgres, TestShared.VAULT, NO_KEY));

    assertThat(node.keys().live())
        .containsExactly(SealKey.of(old.getBytes()), SealKey.of(older.getBytes()));
    assertThat(
            await(postgres.query("SELECT 1 FROM seal_key WHERE secret IS NOT NULL", Tuple.tuple()))
                .size())
        .isZero();
  }

  @Test
  void aNodeWithAnotherMasterKeySaysSo() {
    await(SealKeyTable.open(postgres, TestShared.VAULT, NO_KEY));
    Vault another =
        Vault.open(
            new SecretsConfig(new Secret("A".repeat(43) + "="), new Secret("")), Path.of("unused"));

    assertThat(failure(SealKeyTable.open(postgres, another, NO_KEY)))
        .hasMessageContaining("is sealed with master key")
        .hasMessageContaining("Give every node the same key");
  }
}
