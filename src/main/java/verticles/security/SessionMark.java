package verticles.security;

/**
 * Which session a token was granted in.
 *
 * @param id of the session; it is ended by it
 * @param accountVersion of the local account when the token was granted; 0 when there is none
 */
public record SessionMark(String id, long accountVersion) {}
