package verticles.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/** A security key or phone that Chromium plays, which asks nobody for a fingerprint. */
final class VirtualKey {
  private final CDPSession devtools;
  private final String id;

  private VirtualKey(CDPSession devtools, String id) {
    this.devtools = devtools;
    this.id = id;
  }

  /** Plugs one into the browser of that page. */
  static VirtualKey plugInto(DashboardPage page) {
    CDPSession devtools = page.profile().newCDPSession(page.page());
    devtools.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject asked = new JsonObject();
    asked.add("options", options);
    JsonObject made = devtools.send("WebAuthn.addVirtualAuthenticator", asked);
    return new VirtualKey(devtools, made.get("authenticatorId").getAsString());
  }

  /** Whether it will recognise its owner from now on. */
  void recognises(boolean owner) {
    JsonObject asked = new JsonObject();
    asked.addProperty("authenticatorId", id);
    asked.addProperty("isUserVerified", owner);
    devtools.send("WebAuthn.setUserVerified", asked);
  }

  /** How many passkeys it holds. */
  int holds() {
    JsonObject asked = new JsonObject();
    asked.addProperty("authenticatorId", id);
    return devtools.send("WebAuthn.getCredentials", asked).getAsJsonArray("credentials").size();
  }
}
