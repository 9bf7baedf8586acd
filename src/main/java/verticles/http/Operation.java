package verticles.http;

/** What an operation of the contract does with a request that was checked and let in. */
@FunctionalInterface
interface Operation {
  /** Answers the exchange now or later; what it throws becomes a problem. */
  void run(Exchange exchange);
}
