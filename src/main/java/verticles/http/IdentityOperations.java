package verticles.http;

import java.util.HashMap;
import java.util.Map;

/** The operations about who one is and what one may. */
final class IdentityOperations {
  private IdentityOperations() {}

  static Map<String, Operation> of(HttpServices services, SessionOperations sessions) {
    AccountOperations accounts = new AccountOperations(services);
    ServiceTokenOperations tokens = new ServiceTokenOperations(services.identity().serviceTokens());
    KeyOperations keys = new KeyOperations(services.identity().keys());
    Map<String, Operation> operations = new HashMap<>();
    operations.put("signIn", sessions::signIn);
    operations.put("signOut", sessions::signOut);
    operations.put("signInOptions", sessions::options);
    operations.put("refreshSession", sessions::refresh);
    operations.put("listSessions", sessions::list);
    operations.put("signOutEverywhere", sessions::signOutEverywhere);
    operations.put("endSession", sessions::end);
    operations.put("changeOwnPassword", accounts::changeOwnPassword);
    operations.put("listAccounts", accounts::list);
    operations.put("createAccount", accounts::create);
    operations.put("changeAccount", accounts::change);
    operations.put("setPassword", accounts::setPassword);
    operations.putAll(ProofOperations.of(services));
    operations.put("listServiceTokens", tokens::list);
    operations.put("createServiceToken", tokens::make);
    operations.put("revokeServiceToken", tokens::revoke);
    operations.put("listSigningKeys", keys::list);
    operations.put("rotateSigningKeys", keys::rotate);
    return operations;
  }
}
