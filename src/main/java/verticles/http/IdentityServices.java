package verticles.http;

import verticles.security.AccountDesk;
import verticles.security.Proofs;
import verticles.security.Revocations;
import verticles.security.SecurityConfig;
import verticles.security.ServiceTokens;
import verticles.security.Sessions;
import verticles.security.SigningKeyList;

/** What the operations need to keep sessions, accounts, tokens of services and signing keys. */
public record IdentityServices(
    AccountDesk accounts,
    Sessions sessions,
    Proofs proofs,
    Revocations revocations,
    ServiceTokens serviceTokens,
    SigningKeyList keys,
    SecurityConfig config) {}
