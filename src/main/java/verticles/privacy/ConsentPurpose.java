package verticles.privacy;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody may agree to. A changed text gets a new version, and who agreed to the old one is
 * asked again.
 */
public enum ConsentPurpose {
  /** Messages to a device while the app is closed. */
  PUSH(
      1,
      "Push notifications",
      "This server may send notifications to the devices on which I switch them on. It keeps the"
          + " address that the browser's push service gives for each device until I withdraw."),
  /** How fast pages are for their readers. */
  RUM(
      1,
      "Speed measurements",
      "My browser may report how fast pages load and respond. Reports hold times, the page's name,"
          + " the kind of device and connection; no content, no address, and nothing that"
          + " recognises me on other sites.");

  private final int textVersion;
  private final String title;
  private final String text;

  ConsentPurpose(int textVersion, String title, String text) {
    this.textVersion = textVersion;
    this.title = title;
    this.text = text;
  }

  /** The version of the text that is shown now. */
  public int textVersion() {
    return textVersion;
  }

  /** A few words for a switch. */
  public String title() {
    return title;
  }

  /** What one agrees to. */
  public String text() {
    return text;
  }

  /** The name in the API, for example {@code push}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The purpose of that {@linkplain #label() label}; empty when there is none. */
  public static Optional<ConsentPurpose> of(String label) {
    return Stream.of(values()).filter(purpose -> purpose.label().equals(label)).findFirst();
  }
}
