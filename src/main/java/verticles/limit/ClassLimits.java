package verticles.limit;

/**
 * The limits of one class of routes.
 *
 * @param address of one client address
 * @param user of one person
 * @param token of one service token
 */
public record ClassLimits(Limit address, Limit user, Limit token) {}
