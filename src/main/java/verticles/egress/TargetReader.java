package verticles.egress;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The one reader of addresses, stricter than a browser's: what two programs could read differently
 * is refused.
 */
final class TargetReader {
  private static final int LONGEST = 2048;
  private static final int LONGEST_HOST = 253;
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^\\[\\]:@/\\\\%\\s]{1,253})(?::([0-9]{1,5}))?");

  private TargetReader() {}

  /**
   * Reads an address.
   *
   * @throws FailureException BAD_REQUEST that says what is wrong with it
   */
  static Target read(URI address) {
    String scheme = address.getScheme() == null ? "" : lower(address.getScheme());
    String authority = address.getRawAuthority();
    if (!scheme.equals("https") && !scheme.equals("http") || authority == null) {
      throw refused("it must begin with https:// or http://");
    }
    String ascii = address.toASCIIString();
    if (ascii.length() > LONGEST) {
      throw refused("it has more than " + LONGEST + " characters");
    }
    if (authority.indexOf('@') >= 0) {
      throw refused("it must not hold a user or password");
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw refused("its host cannot be read");
    }
    String host = host(parts.group(1));
    Optional<InetAddress> literal = literal(host);
    return new Target(scheme, host, port(scheme, parts.group(2)), literal, path(URI.create(ascii)));
  }

  private static String host(String written) {
    if (written.startsWith("[")) {
      return lower(written);
    }
    try {
      String host = lower(IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES));
      if (!host.isEmpty() && host.length() <= LONGEST_HOST && !host.endsWith(".")) {
        return host;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw refused("its host is no name");
  }

  private static Optional<InetAddress> literal(String host) {
    if (!Literals.looksLike(host)) {
      return Optional.empty();
    }
    return Optional.of(
        Literals.read(host)
            .orElseThrow(() -> refused("its IP address is not written in the usual way")));
  }

  private static int port(String scheme, @org.jspecify.annotations.Nullable String written) {
    int port = written == null ? scheme.equals("https") ? 443 : 80 : Integer.parseInt(written);
    if (port < 1 || port > 65535) {
      throw refused("its port is none");
    }
    return port;
  }

  private static String path(URI ascii) {
    String path = ascii.getRawPath() == null ? "" : ascii.getRawPath();
    return (path.isEmpty() ? "/" : path)
        + (ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** What the sender of a bad address is told. */
  static FailureException refused(String why) {
    return FailureException.of(Failure.BAD_REQUEST, "This address is not allowed: " + why + ".");
  }
}
