package verticles.redis;

/** A server's name and port in one text, as addresses and redirections write it. */
final class Hosts {
  private Hosts() {}

  /** An IPv6 address gets its brackets. */
  static String join(String host, int port) {
    return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The name without the port. */
  static String host(String address) {
    return address.substring(0, Math.max(0, address.lastIndexOf(':')));
  }
}
