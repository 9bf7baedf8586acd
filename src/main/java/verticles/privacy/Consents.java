package verticles.privacy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.postgres.Postgres;

/**
 * Who agreed to what. Whoever sends push messages or takes measurements asks here first, each time:
 * a withdrawal counts from its answer on, on every node.
 */
public final class Consents {
  /** After so long somebody is asked again. */
  static final Duration VALID = Duration.ofDays(730);

  private static final int LONGEST_AGENT = 200;

  private final Postgres postgres;
  private final Function<String, byte[]> addressDigest;
  private final InstantSource clock;

  /** The consents in that database; addresses are kept as that digest. */
  public Consents(Postgres postgres, Function<String, byte[]> addressDigest, InstantSource clock) {
    this.postgres = postgres;
    this.addressDigest = addressDigest;
    this.clock = clock;
  }

  /** Whether somebody agreed and has not withdrawn; fails when the database cannot tell. */
  public Future<Boolean> given(String user, ConsentPurpose purpose) {
    return of(user).map(states -> holds(states, purpose));
  }

  /** The same for a visitor who is not signed in, by the id that only his browser has. */
  public Future<Boolean> givenByVisitor(String visitorId, ConsentPurpose purpose) {
    return states("visitor = $1::bytea", Tuple.of(digest(visitorId)))
        .map(states -> holds(states, purpose));
  }

  private static boolean holds(List<ConsentState> states, ConsentPurpose purpose) {
    return states.stream().anyMatch(state -> state.purpose() == purpose && state.given());
  }

  /** What somebody said about each purpose. */
  public Future<List<ConsentState>> of(String user) {
    return states("username = $1::text", Tuple.of(user));
  }

  private Future<List<ConsentState>> states(String whose, Tuple who) {
    return postgres
        .query(
            "SELECT DISTINCT ON (purpose) purpose, given, text_version, at FROM consent WHERE "
                + whose
                + " ORDER BY purpose, consent_id DESC",
            who)
        .map(
            rows -> {
              Map<ConsentPurpose, ConsentState> said = new EnumMap<>(ConsentPurpose.class);
              for (Row row : rows) {
                ConsentPurpose.of(row.getString(0))
                    .ifPresent(purpose -> said.put(purpose, state(purpose, row)));
              }
              return Stream.of(ConsentPurpose.values())
                  .map(
                      purpose ->
                          said.getOrDefault(
                              purpose, new ConsentState(purpose, false, 0, Optional.empty())))
                  .toList();
            });
  }

  private ConsentState state(ConsentPurpose purpose, Row row) {
    Instant at = row.getOffsetDateTime(3).toInstant();
    boolean counts =
        row.getBoolean(1)
            && row.getInteger(2) == purpose.textVersion()
            && at.plus(VALID).isAfter(clock.instant());
    return new ConsentState(purpose, counts, row.getInteger(2), Optional.of(at));
  }

  /**
   * Keeps what somebody says.
   *
   * @return what counts now, or BAD_REQUEST when he agrees to a text that is not the present one
   */
  public Future<ConsentState> set(String user, ConsentChange change) {
    return insert(change, user, null);
  }

  /** The same for a visitor; of him no address and no browser is kept. */
  public Future<ConsentState> setByVisitor(String visitorId, ConsentChange change) {
    ConsentChange bare =
        new ConsentChange(
            change.purpose(), change.given(), change.textVersion(), "", "", change.how());
    return insert(bare, null, digest(visitorId));
  }

  private Future<ConsentState> insert(
      ConsentChange change, @Nullable String user, @Nullable Buffer visitor) {
    ConsentPurpose purpose = change.purpose();
    if (change.given() && change.textVersion() != purpose.textVersion()) {
      return Future.failedFuture(
          FailureException.of(
              Failure.BAD_REQUEST,
              "The text of this consent has changed; read it and decide again.",
              List.of(
                  new FieldError(
                      "/textVersion", "The present one is %d.".formatted(purpose.textVersion())))));
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String agent = change.userAgent().replaceAll("\\p{Cntrl}", "?");
    Tuple row =
        Tuple.tuple()
            .addString(user)
            .addBuffer(visitor)
            .addString(purpose.label())
            .addBoolean(change.given())
            .addInteger(change.textVersion())
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
            .addBuffer(addressOf(change))
            .addString(agent.substring(0, Math.min(agent.length(), LONGEST_AGENT)))
            .addString(change.how());
    return postgres
        .query(
            "INSERT INTO consent (username, visitor, purpose, given, text_version, at,"
                + " address_hash, user_agent, how) VALUES ($1::text, $2::bytea, $3::text,"
                + " $4::bool, $5::int, $6::timestamptz, $7::bytea, $8::text, $9::text)",
            row)
        .map(
            kept ->
                new ConsentState(purpose, change.given(), change.textVersion(), Optional.of(now)));
  }

  private Buffer addressOf(ConsentChange change) {
    return change.address().isEmpty()
        ? Buffer.buffer()
        : Buffer.buffer(addressDigest.apply(change.address()));
  }

  private static Buffer digest(String visitorId) {
    try {
      return Buffer.buffer(
          MessageDigest.getInstance("SHA-256").digest(visitorId.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
