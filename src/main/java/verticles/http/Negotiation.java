package verticles.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.cache.Encoding;
import verticles.dataset.Format;

/** Reads {@code Accept} and {@code Accept-Encoding} (RFC 9110, sections 12.4 and 12.5). */
final class Negotiation {
  private Negotiation() {}

  /** The best form of a dataset, or empty when none is accepted. JSON wins a draw. */
  static Optional<Format> format(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return Optional.of(Format.JSON);
    }
    double json = quality(accept, "application/json", "application/*");
    double csv = quality(accept, "text/csv", "text/*");
    if (json <= 0 && csv <= 0) {
      return Optional.empty();
    }
    return Optional.of(csv > json ? Format.CSV : Format.JSON);
  }

  /** Whether a page is wanted rather than data: a browser names HTML, a program does not. */
  static boolean wantsPage(@Nullable String accept) {
    return accept != null && quality(accept, "text/html", "text/html") > 0;
  }

  /** The smallest accepted coding; identity when nothing else is accepted. */
  static Encoding encoding(@Nullable String acceptEncoding) {
    if (acceptEncoding == null || acceptEncoding.isBlank()) {
      return Encoding.IDENTITY;
    }
    double brotli = quality(acceptEncoding, "br", "br");
    double gzip = Math.max(0, quality(acceptEncoding, "gzip", "x-gzip"));
    if (brotli > 0 && brotli >= gzip) {
      return Encoding.BROTLI;
    }
    return gzip > 0 ? Encoding.GZIP : Encoding.IDENTITY;
  }

  /** The weight of the most specific member that matches: exact, then range, then anything. */
  private static double quality(String header, String exact, String range) {
    double best = -1;
    int specificity = 0;
    for (String member : header.split(",", -1)) {
      String[] parts = member.split(";", -1);
      String name = parts[0].strip();
      int rank =
          name.equalsIgnoreCase(exact)
              ? 3
              : name.equalsIgnoreCase(range) ? 2 : name.equals("*/*") || name.equals("*") ? 1 : 0;
      if (rank > specificity) {
        specificity = rank;
        best = weight(parts);
      }
    }
    return best;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
        try {
          return Math.clamp(Double.parseDouble(parameter.substring(2).strip()), 0, 1);
        } catch (NumberFormatException malformed) {
          return 0;
        }
      }
    }
    return 1;
  }
}
