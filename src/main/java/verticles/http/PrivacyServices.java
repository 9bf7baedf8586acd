package verticles.http;

import verticles.privacy.AccountData;
import verticles.privacy.Consents;

/** Consents, and the data of an account. */
public record PrivacyServices(Consents consents, AccountData data) {}
