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
              "warm_run",
              "warming runs and who asked for them",
              named("asked_by"),
              until("50 newer ones are there")),
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
