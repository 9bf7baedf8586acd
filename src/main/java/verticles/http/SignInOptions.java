package verticles.http;

import org.jspecify.annotations.Nullable;
import verticles.oidc.OidcSignIn;
import verticles.oidc.ProviderState;
import verticles.passkey.Passkeys;
import verticles.security.DemoAccount;

/** What a sign-in page may offer at this moment. */
final class SignInOptions {
  private record Shown(
      @Nullable DemoAccount demoAccount,
      boolean simulated,
      @Nullable Provider oidc,
      @Nullable Domain passkeys) {}

  private record Provider(String label, boolean available) {
    static Provider of(OidcSignIn oidc) {
      return new Provider(oidc.label(), oidc.state() instanceof ProviderState.Up);
    }
  }

  private record Domain(String rpId) {
    static Domain of(Passkeys passkeys) {
      return new Domain(passkeys.rpId());
    }
  }

  private final HttpServices services;

  SignInOptions(HttpServices services) {
    this.services = services;
  }

  Object now() {
    WaysIn ways = services.waysIn();
    return new Shown(
        services.demoAccount().orElse(null),
        services.simulated(),
        ways.oidc().map(Provider::of).orElse(null),
        ways.passkeys().map(Domain::of).orElse(null));
  }
}
