package verticles.shared;

/**
 * A value that is ready for Redis.
 *
 * @param name of the value there
 * @param lease the name of its lease there
 * @param millis how long it is to live
 */
record Sealed(Offer offer, String name, String lease, byte[] bytes, long millis) {

  /** The lease under which its load began. */
  String held() {
    return offer.stamps().byName().getOrDefault(StampNames.LEASE, "");
  }
}
