package verticles.http;

import verticles.identity.Caller;

/** Opens the session of somebody who proved by other means than a password who they are. */
interface SignIns {
  /** Answers as the sign-in by password does; the role and organisation are those of the caller. */
  void vouched(Exchange exchange, Caller caller);

  /** Answers as the sign-in by password does; role and organisation are those of the account. */
  void account(Exchange exchange, String username);
}
