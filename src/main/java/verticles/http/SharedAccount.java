package verticles.http;

import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.security.DemoAccount;

/** The account of the demo: everybody has its password, so nobody may make it their own. */
record SharedAccount(Optional<DemoAccount> demo) {

  /** Fails with FORBIDDEN when that account is shared. */
  void refuse(String username) {
    if (demo.filter(account -> account.username().equals(username)).isPresent()) {
      throw FailureException.of(
          Failure.FORBIDDEN, "The account '%s' is shared and stays as it is.".formatted(username));
    }
  }
}
