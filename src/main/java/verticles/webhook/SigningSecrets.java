package verticles.webhook;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import verticles.config.Secret;

/**
 * The secrets of a webhook.
 *
 * @param all the present one first; after a change the one before it, too
 */
record SigningSecrets(List<SigningSecret> all) {
  SigningSecrets {
    all = List.copyOf(all);
  }

  static SigningSecrets of(SigningSecret only) {
    return new SigningSecrets(List.of(only));
  }

  /** As {@link #text} wrote them. */
  static SigningSecrets read(String text) {
    return new SigningSecrets(
        text.lines().map(line -> new SigningSecret(new Secret(line))).toList());
  }

  /** How they are sealed: a line each. */
  String text() {
    return all.stream().map(secret -> secret.text().reveal()).collect(Collectors.joining("\n"));
  }

  /** Another present one; that which was it before stays. */
  SigningSecrets replacedBy(SigningSecret next) {
    return new SigningSecrets(List.of(next, all.getFirst()));
  }

  SigningSecrets presentOnly() {
    return of(all.getFirst());
  }

  /** The signatures of a delivery, one for each secret. */
  String sign(String id, long timestamp, String body) {
    Stream<String> signatures = all.stream().map(secret -> secret.sign(id, timestamp, body));
    return signatures.collect(Collectors.joining(" "));
  }
}
