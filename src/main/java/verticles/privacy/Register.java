package verticles.privacy;

import static verticles.privacy.StoredTable.apart;
import static verticles.privacy.StoredTable.named;
import static verticles.privacy.StoredTable.nobody;
import static verticles.privacy.StoredTable.of;
import static verticles.privacy.StoredTable.person;
import static verticles.privacy.StoredTable.sweptAfter;
import static verticles.privacy.StoredTable.until;

import java.time.Duration;
import java.util.List;

/**
 * Every table there is, a line each; a migration that makes another one needs a line here, or the
 * tests fail. From it come exports, erasures, the sweep, and the table of docs/privacy.md.
 */
final class Register {
  private static final Duration THREE_YEARS = Duration.ofDays(1095);

  static final List<StoredTable> TABLES =
      List.of(
          // accounts
          of(
              "account",
              "who may sign in",
              person("username", "password_hash"),
              until("the account is erased")),
          of("signing_key", "public keys of the nodes", nobody(), until("a key is retired")),
          of(
              "session",
              "where somebody is signed in",
              person("username", "token_hash", "previous_hash", "salt"),
              until("it ended, and 7 days are over")),
          of(
              "revocation",
              "ids of tokens and sessions, and names of accounts, that are refused",
              nobody(),
              until("what it refuses has expired anyway")),
          of(
              "sign_in_failure",
              "hashes of names with wrong passwords",
              nobody(),
              until("an hour after the last failure")),
          of(
              "service_token",
              "tokens of services and who made them",
              named("created_by", "hash"),
              until("an admin deletes it")),
          of(
              "oidc_ticket",
              "who the provider has vouched for",
              person("username", "hash"),
              until("a minute is over")),
          of(
              "passkey_user",
              "by what passkeys know an account",
              person("username", "handle"),
              until("the account is erased")),
          of(
              "passkey",
              "passkeys with their names",
              person("username", "credential_id", "public_key"),
              until("it is deleted, or its account is erased")),
          of(
              "passkey_challenge",
              "questions to passkeys",
              person("username", "request"),
              until("two minutes are over")),
          of("sealed_secret", "secrets, sealed", nobody(), until("an operator deletes it")),
          // notifications
          of(
              "notification_head",
              "how far notifications are numbered",
              nobody(),
              until("never: one row")),
          of(
              "notification",
              "what was told to users, organisations and roles",
              apart(),
              until(
                  "`notifications.keep-for` is over, or there are more than `notifications.keep`")),
          of(
              "stream_ticket",
              "tickets that open a stream",
              person("user_name", "hash", "sealed"),
              until("30 seconds are over")),
          // consent and audit
          of(
              "consent",
              "consents with their proof",
              person("username", "visitor"),
              sweptAfter("at", THREE_YEARS)),
          of(
              "audit_actor",
              "names behind the pseudonyms of the audit log",
              apart(),
              until("the account is erased")),
          of(
              "audit_event",
              "who did what, by pseudonym",
              apart(),
              until("`audit.keep` is over, 400 days by default")),
          of(
              "audit_detail",
              "on what, from which address, before and after",
              apart(),
              until("as audit_event, or its actor is erased")),
          of("audit_head", "the end of the audit log's chain", nobody(), until("never: one row")),
          of(
              "audit_dropped",
              "the ends of dropped months",
              nobody(),
              until("never: one row a month")),
          // tasks
          of(
              "task",
              "work in the background",
              person("owner"),
              until("`tasks.keep` is over, 60 days by default")),
          of("task_ready", "what could run now", nobody(), until("it runs")),
          of("task_deferred", "what could run later", nobody(), until("its time comes")),
          of("task_lease", "what runs", nobody(), until("it is over")),
          of("task_worker", "processes that run tasks", nobody(), until("they are gone")),
          of("task_type", "limits of types", nobody(), until("never: a row for each type")),
          of("task_lane", "whose turn it is", person("owner"), until("the account is erased")),
          of("task_dead", "failed tasks to be looked at", nobody(), until("as task")),
          of(
              "task_key",
              "idempotency keys, which count for 24 hours",
              person("owner"),
              until("as task")),
          of(
              "task_unique",
              "unique keys of tasks that are not over",
              person("owner"),
              until("its task is over")),
          of("task_stat", "how tasks of a type went", nobody(), until("7 days are over")),
          of("task_schedule", "tasks that recur", person("owner"), until("it is deleted")),
          of("task_fire", "when they recurred", nobody(), until("90 days are over")),
          of(
              "task_file",
              "files of tasks: what was sent, and large results",
              person("owner"),
              until("a day is over, for results a week, and no open task names it")),
          of("task_file_part", "their contents", nobody(), until("as task_file")),
          of(
              "webhook",
              "where events are sent to, and who made that",
              named("created_by", "sealed", "url"),
              until("an operator deletes it")),
          of(
              "task_hold",
              "what one task at a time works on",
              nobody(),
              until("never: one row each")),
          of(
              "synced_row",
              "rows that were pulled from other servers",
              nobody(),
              until("an operator deletes it")),
          of(
              "synced_page",
              "by what their pages are known again",
              nobody(),
              until("the source has it no longer")),
          // market
          of("organisation", "names of organisations", nobody(), until("an operator deletes it")),
          of("portfolio", "names of portfolios", nobody(), until("an operator deletes it")),
          of("zone", "bidding zones", nobody(), until("an operator deletes it")),
          of("price", "day-ahead prices", nobody(), until("an operator deletes it")),
          of("price_tick", "live prices", nobody(), until("its partition is dropped")),
          of("imbalance_price", "imbalance prices", nobody(), until("an operator deletes it")),
          of("bid", "bids of organisations", nobody(), until("an operator deletes it")),
          of("trade", "trades of organisations", nobody(), until("an operator deletes it")),
          of("schedule", "schedules of organisations", nobody(), until("an operator deletes it")),
          of(
              "meter_value",
              "metered energy of organisations",
              nobody(),
              until("an operator deletes it")),
          // cache and warming
          of("cache_policy", "changed policies", nobody(), until("it is changed again")),
          of("cache_change", "what was invalidated", nobody(), until("24 hours are over")),
          of(
              "cache_change_forgotten",
              "how far that was forgotten",
              nobody(),
              until("never: one row")),
          of(
              "cache_relay",
              "how far other ledgers were read",
              nobody(),
              until("never: a row for each source")),
          of("seal_key", "keys of values in Redis", nobody(), until("an operator deletes it")),
          of(
              "warm_question",
              "questions that recur, by organisation",
              nobody(),
              until("nobody has asked for 5 weeks")),
          of(
              "warm_read",
              "how often they were asked in an hour",
              nobody(),
              until("5 weeks are over")),
          of(
              "leadership",
              "which node leads a work",
              nobody(),
              until("never: a row for each work")));

  private Register() {}
}
