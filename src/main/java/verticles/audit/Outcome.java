package verticles.audit;

/** How an operation ended. */
public enum Outcome {
  /** It was carried out. */
  DONE,
  /** It was not allowed, so nothing was changed. */
  REFUSED,
  /** It broke off; what it had changed by then stays. */
  FAILED,
  /** Its client went away before the answer; it may have been carried out. */
  UNANSWERED
}
