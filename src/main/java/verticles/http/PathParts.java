package verticles.http;

import java.util.List;

/** The parts of a path that the contract has checked. */
final class PathParts {
  private PathParts() {}

  static String last(Exchange exchange) {
    return fromEnd(exchange, 1);
  }

  /** The part before the last. */
  static String beforeLast(Exchange exchange) {
    return fromEnd(exchange, 2);
  }

  private static String fromEnd(Exchange exchange, int place) {
    List<String> parts = List.of(exchange.path().split("/", -1));
    return parts.get(parts.size() - place);
  }
}
