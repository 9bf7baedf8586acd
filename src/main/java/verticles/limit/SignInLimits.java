package verticles.limit;

/**
 * The limits of signing in.
 *
 * @param address of one client address
 * @param name of one account name, wherever it is tried from
 */
public record SignInLimits(Limit address, Limit name) {}
