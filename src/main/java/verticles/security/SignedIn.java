package verticles.security;

import verticles.identity.Caller;

/**
 * Somebody whose identity was proven a moment ago, to whom a session may be granted.
 *
 * @param accountVersion of the local account; 0 when somebody else vouches for the caller, whose
 *     role and organisation count as long as the session lasts then
 */
public record SignedIn(Caller caller, long accountVersion) {}
