package verticles.notify;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.Postgres;

/**
 * One-use tickets, each of which opens one stream on whichever node. A browser cannot send a header
 * with a WebSocket, and a token in an address would end up in logs; a ticket that does is worth
 * nothing any more. PostgreSQL keeps their hashes, because there a row is deleted once whatever
 * fails.
 */
public final class Tickets {
  /** How long a ticket can be used. */
  public static final Duration LIFETIME = Duration.ofSeconds(30);

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int BYTES = 32;
  private static final int MOST_PER_USER = 100;

  private final Postgres postgres;
  private final SecureRandom random = new SecureRandom();

  /** The tickets kept in that database. */
  public Tickets(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Whether a text has the form of a ticket. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * Makes a ticket that stands for a token. The token is sealed with the ticket, which is not kept:
   * who reads the table can use neither.
   *
   * @param user who the token was issued to
   * @param token as it was sent
   * @param origin of the page that asks; empty when no browser does
   * @return fails with TOO_MANY when the user has a hundred that were not used
   */
  public Future<String> issue(String user, String token, TicketPurpose purpose, String origin) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return postgres
        .query(
            """
            INSERT INTO stream_ticket (hash, purpose, user_name, origin, sealed, expires_at)
            SELECT $1::bytea, $2::text, $3::text, $4::text, $5::bytea,
                   clock_timestamp() + $6::bigint * interval '1 second'
            WHERE (SELECT count(*) FROM stream_ticket
                   WHERE user_name = $3::text AND expires_at > clock_timestamp()) < $7::bigint
            """,
            Tuple.of(TicketSeal.name(secret), purpose.label(), user, origin)
                .addBuffer(TicketSeal.seal(secret, token))
                .addLong(LIFETIME.toSeconds())
                .addLong((long) MOST_PER_USER))
        .map(
            made -> {
              if (made.rowCount() == 0) {
                throw FailureException.of(
                    Failure.TOO_MANY,
                    "You have %d tickets that were not used; wait until they expire."
                        .formatted(MOST_PER_USER));
              }
              return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            });
  }

  /**
   * Uses a ticket up, whether it fits or not.
   *
   * @param origin of the handshake; empty when it names none
   * @return the token it stands for, to be verified; fails with UNAUTHENTICATED when the ticket is
   *     unknown, used, expired, or made for another purpose or origin
   */
  public Future<String> redeem(String ticket, TicketPurpose purpose, String origin) {
    if (!isOne(ticket)) {
      return Future.failedFuture(refused());
    }
    byte[] secret = Base64.getUrlDecoder().decode(ticket);
    return postgres
        .query(
            """
            DELETE FROM stream_ticket WHERE hash = $1::bytea
            RETURNING purpose, origin, expires_at > clock_timestamp(), sealed
            """,
            Tuple.of(TicketSeal.name(secret)))
        .map(
            rows -> {
              if (rows.size() != 1 || !fits(rows.iterator().next(), purpose, origin)) {
                throw refused();
              }
              return TicketSeal.open(secret, rows.iterator().next().getBuffer(3));
            });
  }

  private static boolean fits(Row row, TicketPurpose purpose, String origin) {
    return row.getString(0).equals(purpose.label())
        && row.getBoolean(2)
        && fits(row.getString(1), purpose, origin);
  }

  /** A page of the same origin reads events without naming it; a WebSocket always names it. */
  private static boolean fits(String asked, TicketPurpose purpose, String origin) {
    return asked.equals(origin) || (origin.isEmpty() && purpose == TicketPurpose.EVENTS);
  }

  /** Forgets those that nobody used. */
  Future<Void> sweep() {
    return postgres
        .query("DELETE FROM stream_ticket WHERE expires_at < clock_timestamp()", Tuple.tuple())
        .mapEmpty();
  }

  /** The same words for every reason: who guesses learns nothing. */
  private static FailureException refused() {
    return FailureException.of(
        Failure.UNAUTHENTICATED,
        "The ticket is not valid: it can be used once, within %d s, from where it was asked for and"
                .formatted(LIFETIME.toSeconds())
            + " for its purpose. Ask for a new one.");
  }
}
