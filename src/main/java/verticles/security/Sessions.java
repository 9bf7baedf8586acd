package verticles.security;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.Postgres;
import verticles.secret.Hashes;

/**
 * Sessions of people: begun when somebody proves who they are, kept alive by a refresh token that
 * changes each time it is used, ended by sign-out, by time, or when an old refresh token is shown.
 */
public final class Sessions {
  private static final Logger LOGGER = LoggerFactory.getLogger(Sessions.class);

  /** A token may have been granted at the same moment on a node whose clock is a little behind. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private static final int LONGEST_DEVICE = 200;

  private final SessionTable table;
  private final Tokens tokens;
  private final Revocations revocations;
  private final SecurityConfig config;
  private final InstantSource clock;

  /** The sessions in that database. */
  public Sessions(
      Postgres postgres,
      Tokens tokens,
      Revocations revocations,
      SecurityConfig config,
      InstantSource clock) {
    this.table = new SessionTable(postgres);
    this.tokens = tokens;
    this.revocations = revocations;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Begins a session.
   *
   * @param device what its owner will know it by
   * @return fails with UNAUTHENTICATED when the account was changed at this moment
   */
  public Future<SessionGrant> begin(SignedIn who, String device) {
    Instant now = clock.instant();
    Instant endsAt = now.plus(config.sessionLifetime());
    RefreshToken first = RefreshToken.first();
    String shown = device.length() > LONGEST_DEVICE ? device.substring(0, LONGEST_DEVICE) : device;
    return table
        .begin(first, who, shown, now, idle(now, endsAt), endsAt)
        .map(
            made -> {
              if (!made) {
                throw over();
              }
              return grant(who, first, endsAt);
            });
  }

  /**
   * Grants another access token, and another refresh token in place of the one that is shown.
   *
   * @return fails with UNAUTHENTICATED when the session is over, or is now because an old token of
   *     it was shown
   */
  public Future<SessionGrant> refresh(String refreshToken) {
    Optional<RefreshToken> read = RefreshToken.parse(refreshToken);
    return read.isEmpty() ? Future.failedFuture(over()) : refresh(read.get());
  }

  private Future<SessionGrant> refresh(RefreshToken shown) {
    Instant now = clock.instant();
    return table
        .find(shown.session())
        .compose(
            found -> {
              if (found.isEmpty()) {
                return Future.failedFuture(over());
              }
              SessionRow row = found.get();
              return switch (row.judge(shown, now, config.refreshGrace())) {
                case SessionRow.Verdict.Over over -> Future.failedFuture(over());
                case SessionRow.Verdict.Replayed replayed -> replayed(shown);
                case SessionRow.Verdict.JustReplaced(byte[] salt) ->
                    Future.succeededFuture(grant(row, shown.successor(salt)));
                case SessionRow.Verdict.Present(boolean young) ->
                    young ? Future.succeededFuture(grant(row, shown)) : rotate(row, shown, now);
              };
            });
  }

  private Future<SessionGrant> rotate(SessionRow row, RefreshToken shown, Instant now) {
    byte[] salt = Hashes.bytes();
    RefreshToken next = shown.successor(salt);
    return table
        .rotate(shown, next, salt, now, idle(now, row.endsAt()))
        // another request was quicker: it is judged again, as the one before the present
        .compose(done -> done ? Future.succeededFuture(grant(row, next)) : refresh(shown));
  }

  private Future<SessionGrant> replayed(RefreshToken shown) {
    LOGGER
        .atWarn()
        .addKeyValue("session", shown.session())
        .log("an old refresh token was shown; its session is ended");
    return table
        .endReplayed(shown.session(), clock.instant(), refuseUntil())
        .compose(
            ended -> {
              announce(ended);
              return Future.failedFuture(over());
            });
  }

  /** The open sessions of somebody, the one that was used last first. */
  public Future<List<SessionView>> list(String user) {
    return table.list(user, clock.instant());
  }

  /** Ends one session of somebody; answers whether it was open. */
  public Future<Boolean> end(String user, String id) {
    return table.end(user, id, clock.instant(), refuseUntil()).map(ended -> announce(ended) > 0);
  }

  /** Ends all sessions of somebody; answers how many there were. */
  public Future<Integer> endAll(String user) {
    return endOthers(user, SessionTable.NONE);
  }

  /** Ends all sessions of somebody but one; answers how many there were. */
  public Future<Integer> endOthers(String user, String kept) {
    return table.endOthers(user, kept, clock.instant(), refuseUntil()).map(this::announce);
  }

  private int announce(List<String> ended) {
    Instant until = refuseUntil();
    ended.forEach(
        id ->
            revocations.announce(
                new SecurityMessage.Revoked(SecurityMessage.Kind.SESSION, id, 0, until)));
    return ended.size();
  }

  private Instant refuseUntil() {
    return clock.instant().plus(config.tokenLifetime()).plus(MARGIN);
  }

  private Instant idle(Instant now, Instant endsAt) {
    Instant idle = now.plus(config.sessionIdle());
    return idle.isBefore(endsAt) ? idle : endsAt;
  }

  private SessionGrant grant(SessionRow row, RefreshToken refresh) {
    return grant(new SignedIn(row.caller(), row.accountVersion()), refresh, row.endsAt());
  }

  private SessionGrant grant(SignedIn who, RefreshToken refresh, Instant endsAt) {
    SessionMark mark = new SessionMark(refresh.session(), who.accountVersion());
    return new SessionGrant(who.caller(), tokens.issue(who.caller(), mark), refresh.text(), endsAt);
  }

  private static FailureException over() {
    return FailureException.of(
        Failure.UNAUTHENTICATED, "Your session has ended. Please sign in again.");
  }
}
