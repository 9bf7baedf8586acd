package verticles.http;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import verticles.webhook.SavedWebhook;
import verticles.webhook.Webhook;
import verticles.webhook.Webhooks;

/** Shows, saves and deletes the webhooks of the caller's organisation. */
final class WebhookOperations {
  private final Webhooks webhooks;

  private WebhookOperations(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** The operations by their names in the contract. */
  static Map<String, Operation> of(Webhooks webhooks) {
    WebhookOperations own = new WebhookOperations(webhooks);
    return Map.of(
        "listWebhooks", own::list,
        "readWebhook", own::read,
        "saveWebhook", own::save,
        "deleteWebhook", own::delete,
        "renewWebhookSecret", own::renew);
  }

  private void list(Exchange exchange) {
    webhooks
        .list(exchange.caller())
        .onSuccess(
            found ->
                exchange.json(
                    200, Map.of("items", found.stream().map(WebhookOperations::form).toList())))
        .onFailure(exchange::fail);
  }

  private void read(Exchange exchange) {
    webhooks
        .find(exchange.caller(), PathParts.last(exchange))
        .onSuccess(found -> exchange.json(200, form(found)))
        .onFailure(exchange::fail);
  }

  private void save(Exchange exchange) {
    JsonObject body = exchange.body().toJsonObject();
    Optional<String> secret = Optional.ofNullable(body.getString("secret"));
    webhooks
        .save(exchange.caller(), PathParts.last(exchange), body.getString("url"), secret)
        .onSuccess(saved -> answer(exchange, saved, saved.before().isPresent() ? 200 : 201))
        .onFailure(exchange::fail);
  }

  private void renew(Exchange exchange) {
    webhooks
        .renewSecret(exchange.caller(), PathParts.beforeLast(exchange))
        .onSuccess(saved -> answer(exchange, saved, 200))
        .onFailure(exchange::fail);
  }

  private static void answer(Exchange exchange, SavedWebhook saved, int status) {
    exchange.changed(
        new Change(
            subject(saved.webhook()),
            saved.before().map(WebhookOperations::audited),
            Optional.of(audited(saved.webhook()))));
    Map<String, Object> form = form(saved.webhook());
    saved.shown().ifPresent(secret -> form.put("secret", secret.reveal()));
    exchange.json(status, form);
  }

  private void delete(Exchange exchange) {
    webhooks
        .delete(exchange.caller(), PathParts.last(exchange))
        .onSuccess(
            gone -> {
              exchange.changed(
                  new Change(subject(gone), Optional.of(audited(gone)), Optional.empty()));
              exchange.noContent();
            })
        .onFailure(exchange::fail);
  }

  private static String subject(Webhook webhook) {
    return "webhook/" + webhook.name();
  }

  /** The host alone: the rest of an address is often as good as a password. */
  private static JsonObject audited(Webhook webhook) {
    URI address = URI.create(webhook.url());
    return new JsonObject()
        .put("organisation", webhook.organisation())
        .put("host", address.getAuthority())
        .put("changedAt", webhook.changedAt().toString());
  }

  private static Map<String, Object> form(Webhook webhook) {
    Map<String, Object> form = new HashMap<>();
    form.put("name", webhook.name());
    form.put("url", webhook.url());
    form.put("createdBy", webhook.createdBy());
    form.put("createdAt", webhook.createdAt());
    form.put("changedAt", webhook.changedAt());
    form.put("previousUntil", webhook.previousUntil());
    return form;
  }
}
