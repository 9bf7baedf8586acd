package verticles.redis;

/** What is done with a command whose key is at another server than was known. */
enum Redirected {
  /** It is sent there. */
  FOLLOWED,
  /** It fails, for whoever asked trusts one server and not the next. */
  REFUSED
}
