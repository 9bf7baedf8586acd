package verticles.security;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node refuses although its signature is right. It grows with what is revoked within the
 * lifetime of a token and is never cut off, because what is forgotten would be accepted.
 */
final class Denials {
  private record Subject(SecurityMessage.Kind kind, String name) {}

  private record Until(long version, Instant expiresAt) {}

  private final Map<Subject, Until> denied = new ConcurrentHashMap<>();

  /** Whether it was news. */
  boolean add(SecurityMessage.Revoked revoked) {
    Until wanted = new Until(revoked.version(), revoked.expiresAt());
    Subject subject = new Subject(revoked.kind(), revoked.subject());
    Until before = denied.get(subject);
    denied.merge(subject, wanted, Denials::longest);
    return !wanted.equals(before);
  }

  private static Until longest(Until one, Until other) {
    Instant end = one.expiresAt().isAfter(other.expiresAt()) ? one.expiresAt() : other.expiresAt();
    return new Until(Math.max(one.version(), other.version()), end);
  }

  boolean refuse(VerifiedToken token) {
    return !denied.isEmpty()
        && (denied.containsKey(new Subject(SecurityMessage.Kind.TOKEN, token.id()))
            || token.session().filter(session -> over(token.caller().user(), session)).isPresent());
  }

  private boolean over(String user, SessionMark session) {
    if (denied.containsKey(new Subject(SecurityMessage.Kind.SESSION, session.id()))) {
      return true;
    }
    Until account = denied.get(new Subject(SecurityMessage.Kind.ACCOUNT, user));
    return account != null
        && session.accountVersion() > 0
        && session.accountVersion() < account.version();
  }

  void forgetExpired(Instant now) {
    denied.values().removeIf(until -> !until.expiresAt().isAfter(now));
  }

  int size() {
    return denied.size();
  }
}
