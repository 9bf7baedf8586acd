package verticles.secret;

/** Where the master keys come from. */
sealed interface KeySource permits KeyFile, WrittenKeys {
  /** The keys as they are now. */
  MasterKeys keys();

  /** The keys, looked up once more: one was met that is not among them. */
  MasterKeys again();

  /** Where an operator finds them. */
  String place();
}
