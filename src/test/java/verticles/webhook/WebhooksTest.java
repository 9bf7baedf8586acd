package verticles.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.secret.Rotation;
import verticles.secret.SecretsConfig;
import verticles.secret.Vault;
import verticles.testing.PlainPostgres;
import verticles.testing.TestEgress;
import verticles.testing.TestPostgres;

class WebhooksTest {
  private static final SecretsConfig NONE = new SecretsConfig(new Secret(""), new Secret(""));
  private static final Caller ANN = new Caller("ann", "north", Role.OPERATOR);
  private static final Caller SUE = new Caller("sue", "south", Role.ADMIN);
  private static final String URL = "http://127.0.0.1:7777/events?key=hunter2";

  @TempDir Path data;
  private final Vertx vertx = Vertx.vertx();
  private final PlainPostgres postgres = new PlainPostgres(vertx, TestPostgres.migrated());

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Webhooks webhooks() {
    return new Webhooks(
        postgres, Vault.open(NONE, data), TestEgress.to(vertx, "webhook", 7777, 7778));
  }

  private static FailureException refused(io.vertx.core.Future<?> future) {
    return (FailureException) failure(future);
  }

  private SigningSecrets secrets() {
    return await(webhooks().signing(ANN, "desk")).secrets();
  }

  @Test
  void a_new_one_shows_its_secret_once() {
    SavedWebhook made = await(webhooks().save(ANN, "desk", URL, Optional.empty()));

    Secret shown = made.shown().orElseThrow();
    assertThat(shown.reveal()).startsWith("whsec_");
    assertThat(made.before()).isEmpty();
    assertThat(secrets()).isEqualTo(SigningSecrets.of(new SigningSecret(shown)));
    assertThat(await(webhooks().find(ANN, "desk"))).isEqualTo(made.webhook());
    assertThat(made.webhook().createdBy()).isEqualTo("ann");
    assertThat(made.webhook().previousUntil()).isEmpty();
  }

  @Test
  void another_address_leaves_the_secret_as_it_is() {
    Secret shown = await(webhooks().save(ANN, "desk", URL, Optional.empty())).shown().orElseThrow();

    SavedWebhook saved =
        await(webhooks().save(ANN, "desk", "http://127.0.0.1:7778/", Optional.empty()));

    assertThat(saved.shown()).isEmpty();
    assertThat(saved.before().orElseThrow().url()).isEqualTo(URL);
    assertThat(saved.webhook().url()).isEqualTo("http://127.0.0.1:7778/");
    assertThat(secrets()).isEqualTo(SigningSecrets.of(new SigningSecret(shown)));
  }

  @Test
  void a_renewed_secret_signs_beside_the_former_one_until_its_day_is_over() {
    Secret first = await(webhooks().save(ANN, "desk", URL, Optional.empty())).shown().orElseThrow();

    SavedWebhook renewed = await(webhooks().renewSecret(ANN, "desk"));

    Secret second = renewed.shown().orElseThrow();
    assertThat(renewed.webhook().previousUntil()).isPresent();
    assertThat(secrets().all())
        .containsExactly(new SigningSecret(second), new SigningSecret(first));
    await(
        postgres.query(
            "UPDATE webhook SET previous_until = clock_timestamp() - interval '1 second'",
            Tuple.tuple()));
    assertThat(secrets().all()).containsExactly(new SigningSecret(second));
  }

  @Test
  void a_secret_of_ones_own_is_not_shown() {
    String own = SigningSecret.fresh().text().reveal();

    SavedWebhook made = await(webhooks().save(ANN, "desk", URL, Optional.of(own)));

    assertThat(made.shown()).isEmpty();
    assertThat(secrets().all()).containsExactly(new SigningSecret(new Secret(own)));
    assertThat(refused(webhooks().save(ANN, "desk", URL, Optional.of("whsec_x"))).errors())
        .extracting(error -> error.pointer())
        .containsExactly("/secret");
  }

  @Test
  void of_another_organisation_nothing_is_there() {
    await(webhooks().save(ANN, "desk", URL, Optional.empty()));

    assertThat(await(webhooks().list(SUE))).isEmpty();
    assertThat(refused(webhooks().find(SUE, "desk")).failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(refused(webhooks().delete(SUE, "desk")).failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(refused(webhooks().renewSecret(SUE, "desk")).failure()).isEqualTo(Failure.NOT_FOUND);
    await(webhooks().save(SUE, "desk", URL, Optional.empty()));
    assertThat(await(webhooks().list(ANN))).hasSize(1);
  }

  @Test
  void a_deleted_one_is_gone() {
    await(webhooks().save(ANN, "desk", URL, Optional.empty()));

    assertThat(await(webhooks().delete(ANN, "desk")).name()).isEqualTo("desk");

    assertThat(refused(webhooks().find(ANN, "desk")).failure()).isEqualTo(Failure.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.2:7777/",
        "http://127.0.0.1:9999/",
        "https://127.0.0.1:7777/",
        "http://169.254.169.254/latest",
        "http://u:p@127.0.0.1:7777/",
        "http://2130706433:7777/",
        "http://[bad",
      })
  void an_address_that_is_not_allowed_is_refused_when_it_is_saved(String url) {
    FailureException refused = refused(webhooks().save(ANN, "desk", url, Optional.empty()));

    assertThat(refused.failure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(refused.errors().getFirst().pointer()).isEqualTo("/url");
  }

  @Test
  void there_are_fifty_at_most() {
    for (int n = 0; n < 50; n++) {
      await(webhooks().save(ANN, "desk-" + n, URL, Optional.empty()));
    }

    assertThat(refused(webhooks().save(ANN, "one-more", URL, Optional.empty())).failure())
        .isEqualTo(Failure.TOO_MANY);
    await(webhooks().save(ANN, "desk-7", URL, Optional.empty()));
  }

  @Test
  void the_database_alone_tells_no_secret_and_a_new_master_key_seals_it_again() throws Exception {
    Secret shown = await(webhooks().save(ANN, "desk", URL, Optional.empty())).shown().orElseThrow();
    long found =
        await(
                postgres.query(
                    "SELECT count(*) FROM webhook WHERE position($1::bytea IN sealed) > 0",
                    Tuple.of(io.vertx.core.buffer.Buffer.buffer(shown.reveal()))))
            .iterator()
            .next()
            .getLong(0);

    Rotation.Done done = new Rotation(NONE, data).run(postgres.target());

    assertThat(found).isZero();
    assertThat(done.resealed()).isEqualTo(1);
    assertThat(secrets().all()).containsExactly(new SigningSecret(shown));
  }
}
