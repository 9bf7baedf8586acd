package verticles.secret;

/** The keys of the configuration. */
record WrittenKeys(MasterKeys keys) implements KeySource {
  @Override
  public MasterKeys again() {
    return keys;
  }

  @Override
  public String place() {
    return "secrets.master-key";
  }
}
