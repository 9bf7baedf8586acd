package verticles.redis;

import java.util.Optional;

/**
 * A Cluster's answer that a key is somewhere else.
 *
 * @param address host:port; begins with a colon where the host is the one that was asked
 */
record Redirect(Kind kind, String address) {

  enum Kind {
    /** For good. */
    MOVED,
    /** For this command: the slot is on its way. */
    ASK
  }

  /** What a refusal says; empty when it is another one. */
  static Optional<Redirect> of(Reply reply) {
    String[] words = reply.refusal().split(" ", -1);
    return words.length != 3
        ? Optional.empty()
        : switch (words[0]) {
          case "MOVED" -> Optional.of(new Redirect(Kind.MOVED, words[2]));
          case "ASK" -> Optional.of(new Redirect(Kind.ASK, words[2]));
          default -> Optional.empty();
        };
  }

  /** Where to go from the server that said so. */
  String from(String asked) {
    return address.startsWith(":") ? Hosts.host(asked) + address : address;
  }
}
