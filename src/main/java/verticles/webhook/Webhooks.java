package verticles.webhook;

import io.vertx.core.Future;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.egress.Egress;
import verticles.egress.Purpose;
import verticles.identity.Caller;
import verticles.postgres.Postgres;
import verticles.secret.Vault;

/**
 * The webhooks of organisations: whoever asks sees and changes those of the own one only. Safe to
 * use from every thread.
 */
public final class Webhooks {
  private static final int MOST = 50;
  private static final Duration BOTH_COUNT = Duration.ofHours(24);

  private final WebhookTable table;
  private final Vault vault;
  private final Egress egress;

  /** Webhooks in that database, whose addresses that way out allows. */
  public Webhooks(Postgres postgres, Vault vault, Egress egress) {
    this.table = new WebhookTable(postgres);
    this.vault = vault;
    this.egress = egress;
  }

  /** Those of the caller's organisation, by name. */
  public Future<List<Webhook>> list(Caller caller) {
    return table
        .list(caller.organisation())
        .map(rows -> rows.stream().map(WebhookRow::webhook).toList());
  }

  /** One of them; fails with NOT_FOUND. */
  public Future<Webhook> find(Caller caller, String name) {
    return row(caller, name).map(WebhookRow::webhook);
  }

  /**
   * Makes a webhook or changes it.
   *
   * @param secret that signs deliveries; empty: one is made for a new webhook, and an old one keeps
   *     its own. For a day after a change deliveries carry the signatures of both
   * @return fails with BAD_REQUEST naming the bad part, CONFLICT when somebody else changes it just
   *     now, TOO_MANY
   */
  public Future<SavedWebhook> save(
      Caller caller, String name, String url, Optional<String> secret) {
    Optional<SigningSecret> given;
    try {
      given = secret.map(SigningSecret::of);
    } catch (FailureException malformed) {
      return Future.failedFuture(malformed);
    }
    return allowed(url)
        .compose(allowed -> table.find(caller.organisation(), name))
        .compose(
            found ->
                found
                    .map(row -> change(row, url, given, Optional.empty()))
                    .orElseGet(() -> make(caller, name, url, given)));
  }

  /**
   * Makes a new secret for a webhook. For a day deliveries carry the signature of the one before,
   * too.
   *
   * @return fails with NOT_FOUND, CONFLICT
   */
  public Future<SavedWebhook> renewSecret(Caller caller, String name) {
    SigningSecret fresh = SigningSecret.fresh();
    return row(caller, name)
        .compose(row -> change(row, row.webhook().url(), Optional.of(fresh), Optional.of(fresh)));
  }

  /** Deletes a webhook; deliveries that still wait fail then. Fails with NOT_FOUND. */
  public Future<Webhook> delete(Caller caller, String name) {
    return table
        .delete(caller.organisation(), name)
        .map(gone -> gone.orElseThrow(() -> noneOf(name)).webhook());
  }

  private Future<SavedWebhook> make(
      Caller caller, String name, String url, Optional<SigningSecret> given) {
    UUID id = UUID.randomUUID();
    SigningSecret secret = given.orElseGet(SigningSecret::fresh);
    byte[] sealed = WebhookRow.seal(vault, id, SigningSecrets.of(secret));
    return table
        .insert(id, caller, name, url, sealed, MOST)
        .map(
            made ->
                new SavedWebhook(
                    made.orElseThrow(Webhooks::tooMany).webhook(),
                    Optional.empty(),
                    given.isPresent() ? Optional.empty() : Optional.of(secret.text())));
  }

  private Future<SavedWebhook> change(
      WebhookRow row, String url, Optional<SigningSecret> next, Optional<SigningSecret> shown) {
    return next.map(secret -> replace(row, url, secret))
        .orElseGet(() -> table.update(row, url))
        .map(
            saved ->
                new SavedWebhook(
                    saved.orElseThrow(Webhooks::changedMeanwhile).webhook(),
                    Optional.of(row.webhook()),
                    shown.map(SigningSecret::text)));
  }

  private Future<Optional<WebhookRow>> replace(WebhookRow row, String url, SigningSecret next) {
    SigningSecrets both = row.open(vault).replacedBy(next);
    return table.replace(row, url, WebhookRow.seal(vault, row.id(), both), BOTH_COUNT);
  }

  /** The address is checked again with each delivery: names change their minds. */
  private Future<Void> allowed(String url) {
    try {
      return egress
          .check(Purpose.WEBHOOK, new URI(url))
          .recover(
              refused ->
                  Future.failedFuture(
                      refused instanceof FailureException told ? bad(told.detail()) : refused));
    } catch (URISyntaxException malformed) {
      return Future.failedFuture(bad("An address such as https://hooks.example/events."));
    }
  }

  /** A webhook with the secrets that count now. */
  record Signing(Webhook webhook, SigningSecrets secrets) {}

  /** What signs deliveries; fails with NOT_FOUND. */
  Future<Signing> signing(Caller caller, String name) {
    return row(caller, name).map(row -> new Signing(row.webhook(), row.open(vault)));
  }

  private Future<WebhookRow> row(Caller caller, String name) {
    return table
        .find(caller.organisation(), name)
        .map(found -> found.orElseThrow(() -> noneOf(name)));
  }

  private static FailureException noneOf(String name) {
    return FailureException.of(
        Failure.NOT_FOUND, "Your organisation has no webhook %s.".formatted(name));
  }

  private static FailureException bad(String detail) {
    return FailureException.of(
        Failure.BAD_REQUEST,
        "The webhook cannot be saved so.",
        List.of(new FieldError("/url", detail)));
  }

  private static FailureException tooMany() {
    return FailureException.of(
        Failure.TOO_MANY, "An organisation has at most %d webhooks.".formatted(MOST));
  }

  private static FailureException changedMeanwhile() {
    return FailureException.of(
        Failure.CONFLICT, "Somebody else has changed the webhook meanwhile; look at it again.");
  }
}
