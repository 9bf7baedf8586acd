package verticles.http;

/**
 * The value of a header that is written into a prepared head anew for each answer. It is read when
 * the head is encoded, which for a connection that takes data happens within the write itself.
 */
final class LiveText implements CharSequence {
  private CharSequence text = "-";

  void set(CharSequence now) {
    text = now;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
