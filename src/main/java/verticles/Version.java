package verticles;

import java.util.Optional;

/** Which build this is. */
public final class Version {
  /** The version of the packaged jar; {@code development} when it is not packaged. */
  public static final String TEXT =
      Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("development");

  private Version() {}
}
