package verticles.limit;

import java.util.List;

/**
 * The {@code limits} section.
 *
 * @param trustedProxies addresses and CIDR ranges whose {@code X-Forwarded-For} is believed; empty:
 *     nobody's
 */
public record LimitsConfig(
    List<String> trustedProxies,
    ClassLimits read,
    ClassLimits write,
    ClassLimits heavy,
    SignInLimits signIn,
    ClassLimits stream) {
  private static final Limit NONE = new Limit("none", 1);

  /** Checks the ranges. */
  public LimitsConfig {
    trustedProxies = List.copyOf(trustedProxies);
    new TrustedProxies(trustedProxies);
  }

  /** No limit at all. */
  public static LimitsConfig unlimited() {
    ClassLimits none = new ClassLimits(NONE, NONE, NONE);
    return new LimitsConfig(List.of(), none, none, none, new SignInLimits(NONE, NONE), none);
  }

  /** The limit of that kind of work for that kind of subject. */
  Limit of(RouteClass work, SubjectKind kind) {
    return switch (work) {
      case READ -> of(read, kind);
      case WRITE -> of(write, kind);
      case HEAVY -> of(heavy, kind);
      case STREAM -> of(stream, kind);
      case SIGN_IN ->
          switch (kind) {
            case ADDRESS -> signIn.address();
            case NAME -> signIn.name();
            case USER, TOKEN -> NONE;
          };
    };
  }

  private static Limit of(ClassLimits limits, SubjectKind kind) {
    return switch (kind) {
      case ADDRESS -> limits.address();
      case USER -> limits.user();
      case TOKEN -> limits.token();
      case NAME -> NONE;
    };
  }
}
