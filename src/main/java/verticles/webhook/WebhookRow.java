package verticles.webhook;

import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import verticles.secret.Vault;

/**
 * A webhook as the database has it.
 *
 * @param sealed its secrets
 */
record WebhookRow(UUID id, Webhook webhook, byte[] sealed) {
  static final String COLUMNS =
      "webhook_id, organisation, name, url, sealed, created_by, created_at, changed_at, previous_until,"
          + " previous_until > clock_timestamp() AS previous_counts";

  static WebhookRow of(Row row) {
    boolean both = row.getBoolean("previous_counts");
    return new WebhookRow(
        row.getUUID("webhook_id"),
        new Webhook(
            row.getString("organisation"),
            row.getString("name"),
            row.getString("url"),
            row.getString("created_by"),
            row.getOffsetDateTime("created_at").toInstant(),
            row.getOffsetDateTime("changed_at").toInstant(),
            both
                ? Optional.of(row.getOffsetDateTime("previous_until").toInstant())
                : Optional.empty()),
        row.getBuffer("sealed").getBytes());
  }

  static byte[] seal(Vault vault, UUID id, SigningSecrets secrets) {
    return vault.seal(name(id), secrets.text().getBytes(StandardCharsets.UTF_8));
  }

  /** The secrets that count now. */
  SigningSecrets open(Vault vault) {
    byte[] text = vault.open(name(id), sealed);
    SigningSecrets all = SigningSecrets.read(new String(text, StandardCharsets.UTF_8));
    return webhook.previousUntil().isPresent() ? all : all.presentOnly();
  }

  /** As the rotation of the master key names it. */
  private static String name(UUID id) {
    return "webhook/" + id;
  }
}
