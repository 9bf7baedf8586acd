package verticles.oidc;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Makes a caller of what the provider says of a user or a service. */
final class ClaimMapping {
  /** No local account has a colon in its name, so nobody can take one over by a chosen claim. */
  static final String PREFIX = "oidc:";

  private static final Pattern USER = Pattern.compile("[!-~]{1,120}");
  private static final Pattern ORGANISATION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  private final OidcConfig config;

  ClaimMapping(OidcConfig config) {
    this.config = config;
  }

  /** Whether the claim of the roles is there at all. */
  boolean namesRoles(Map<String, Object> claims) {
    return find(claims, config.roleClaim()) != null;
  }

  /**
   * Who that is here.
   *
   * @throws FailureException FORBIDDEN when the claims give no role or no usable name
   */
  Caller caller(Map<String, Object> claims) {
    if (!(find(claims, config.userClaim()) instanceof String user)
        || !USER.matcher(user).matches()) {
      throw forbidden("Your provider does not say who you are: '%s'.", config.userClaim());
    }
    Role role =
        values(find(claims, config.roleClaim())).stream()
            .map(config.roles()::get)
            .filter(Objects::nonNull)
            .max(Role::compareTo)
            .orElseThrow(
                () -> forbidden("Your provider gives you no role here: '%s'.", config.roleClaim()));
    return new Caller(PREFIX + user, organisation(claims), role);
  }

  private String organisation(Map<String, Object> claims) {
    if (config.organisationClaim().isEmpty()) {
      return config.organisation();
    }
    return Optional.ofNullable(find(claims, config.organisationClaim()))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(name -> ORGANISATION.matcher(name).matches())
        .orElseThrow(
            () ->
                forbidden(
                    "Your provider does not name your organisation: '%s'.",
                    config.organisationClaim()));
  }

  /** The claim of that name; else what the dots in the name lead to. */
  private static @Nullable Object find(Map<String, Object> claims, String name) {
    Object whole = claims.get(name);
    if (whole != null) {
      return whole;
    }
    Object at = claims;
    for (String step : name.split("\\.", -1)) {
      at =
          switch (at) {
            case Map<?, ?> map -> map.get(step);
            case JsonObject object -> object.getValue(step);
            case null, default -> null;
          };
    }
    return at;
  }

  private static List<String> values(@Nullable Object claim) {
    return switch (claim) {
      case String one -> List.of(one);
      case Collection<?> many ->
          many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }

  private static FailureException forbidden(String sentence, String claim) {
    return FailureException.of(Failure.FORBIDDEN, sentence.formatted(claim));
  }
}
