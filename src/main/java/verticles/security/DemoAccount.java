package verticles.security;

/** The account of the demo, which is meant to be seen: its password opens simulated data only. */
public record DemoAccount(String username, String password) {}
