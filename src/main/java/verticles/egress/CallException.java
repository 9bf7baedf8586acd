package verticles.egress;

/** Ends a call in a known way. */
final class CallException extends RuntimeException {
  private final Outcome outcome;

  CallException(Outcome outcome) {
    super(outcome.label(), null, false, false);
    this.outcome = outcome;
  }

  Outcome outcome() {
    return outcome;
  }
}
