package verticles.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import verticles.http.HealthPart.State;
import verticles.http.HealthPart.Status;
import verticles.tls.LiveCertificate;

/** What the health document says of the server's certificate. */
record CertificatePart(LiveCertificate certificate, InstantSource clock) {
  /** So early an end is worth a warning: renewal usually happens a month before. */
  private static final Duration SOON = Duration.ofDays(14);

  HealthPart part() {
    return new HealthPart("tls", this::state);
  }

  private State state() {
    Instant until = certificate.current().until();
    if (!certificate.complaint().isEmpty()) {
      return new State(
          Status.DEGRADED,
          "The new certificate files are not used, the old ones are; the log says why.",
          certificate.since());
    }
    boolean soon = clock.instant().isAfter(until.minus(SOON));
    return new State(
        soon ? Status.DEGRADED : Status.UP,
        "the certificate ends " + until.truncatedTo(ChronoUnit.SECONDS),
        certificate.since());
  }
}
