package verticles.http;

import java.util.Set;
import java.util.stream.Collectors;
import verticles.identity.Caller;
import verticles.notify.Audience;

/**
 * Which addresses of the bridge a caller may use. They are compared whole: there is no pattern that
 * could fit too much.
 */
final class BridgeRules {
  /** Browsers may send here, and nowhere else. */
  static final Set<String> REQUESTS = Set.of("client.ping", "notify.recent");

  private static final String PREFIX = "notify.";

  private BridgeRules() {}

  /** Whether a caller may listen to an address, and be sent what is told there. */
  static boolean mayHear(Caller caller, String address) {
    return heard(caller).contains(address);
  }

  static boolean maySend(String address) {
    return REQUESTS.contains(address);
  }

  private static Set<String> heard(Caller caller) {
    return Audience.of(caller).stream()
        .map(audience -> address(audience.text()))
        .collect(Collectors.toSet());
  }

  /** Where the frames of an audience are told: {@code notify.user.anna}. */
  static String address(String audience) {
    return PREFIX + audience.replaceFirst(":", ".");
  }
}
