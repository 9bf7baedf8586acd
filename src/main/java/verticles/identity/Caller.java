package verticles.identity;

/**
 * The authenticated party behind a request.
 *
 * @param user the account or service name; never empty
 * @param organisation the organisation whose data the caller sees; empty when it belongs to none
 * @param role the rights of the caller
 */
public record Caller(String user, String organisation, Role role) {}
