package verticles.security;

import io.vertx.sqlclient.Row;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.identity.Caller;
import verticles.identity.Role;

/**
 * A session as it is stored, with what its account is by now.
 *
 * @param caller who it stands for at this moment
 * @param accountVersion of the account now; 0 when somebody else vouches for the caller
 * @param open whether it has not ended, and its account is still there and allowed to sign in
 */
record SessionRow(
    Caller caller,
    long accountVersion,
    byte[] tokenHash,
    byte @Nullable [] previousHash,
    byte @Nullable [] salt,
    Instant rotatedAt,
    Instant idleUntil,
    Instant endsAt,
    boolean open) {

  /** What a refresh token is worth. */
  sealed interface Verdict {
    /** The session is over, or was never there. */
    record Over() implements Verdict {}

    /** It is the present token; {@code young} when it was handed out within the grace. */
    record Present(boolean young) implements Verdict {}

    /** It is the one before, within the grace; the present one is its successor by this salt. */
    record JustReplaced(byte[] salt) implements Verdict {}

    /** It was used before, or was guessed: somebody else may have the session's tokens. */
    record Replayed() implements Verdict {}
  }

  static SessionRow of(Row row) {
    boolean local = row.getLong("account_version") > 0;
    Optional<Role> role = Role.of(row.getString(local ? "now_role" : "role"));
    boolean open =
        row.getOffsetDateTime("ended_at") == null
            && (!local || (role.isPresent() && !row.getBoolean("now_disabled")));
    return new SessionRow(
        new Caller(
            row.getString("username"),
            row.getString(local ? "now_organisation" : "organisation_id"),
            role.orElse(Role.VIEWER)),
        local ? row.getLong("now_version") : 0,
        row.getBuffer("token_hash").getBytes(),
        bytes(row, "previous_hash"),
        bytes(row, "salt"),
        row.getOffsetDateTime("rotated_at").toInstant(),
        row.getOffsetDateTime("idle_until").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant(),
        open);
  }

  private static byte @Nullable [] bytes(Row row, String column) {
    return row.getBuffer(column) == null ? null : row.getBuffer(column).getBytes();
  }

  Verdict judge(RefreshToken shown, Instant now, Duration grace) {
    if (!open || !now.isBefore(idleUntil) || !now.isBefore(endsAt)) {
      return new Verdict.Over();
    }
    boolean young = now.isBefore(rotatedAt.plus(grace));
    if (MessageDigest.isEqual(tokenHash, shown.hash())) {
      return new Verdict.Present(young);
    }
    if (young
        && salt != null
        && previousHash != null
        && MessageDigest.isEqual(previousHash, shown.hash())) {
      return new Verdict.JustReplaced(salt);
    }
    return new Verdict.Replayed();
  }
}
