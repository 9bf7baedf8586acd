package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Role;
import verticles.identity.Scopes;
import verticles.security.AccountDesk;
import verticles.security.ServiceToken;
import verticles.security.ServiceTokens;

/** Tokens of services, for administrators. */
final class ServiceTokenOperations {
  private static final int USUAL_DAYS = 90;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private record Shown(
      String id,
      String name,
      String role,
      String organisation,
      List<String> scopes,
      String createdBy,
      Instant createdAt,
      Instant expiresAt,
      Optional<Instant> lastUsedAt) {
    static Shown of(ServiceToken token) {
      return new Shown(
          token.id(),
          token.name(),
          token.role().label(),
          token.organisation(),
          List.copyOf(new TreeSet<>(token.scopes())),
          token.createdBy(),
          token.createdAt(),
          token.expiresAt(),
          token.lastUsedAt());
    }
  }

  private record Made(String token, Shown service) {}

  private final ServiceTokens tokens;

  ServiceTokenOperations(ServiceTokens tokens) {
    this.tokens = tokens;
  }

  void list(Exchange exchange) {
    tokens
        .list()
        .onSuccess(
            found -> exchange.json(200, Map.of("items", found.stream().map(Shown::of).toList())))
        .onFailure(exchange::fail);
  }

  void make(Exchange exchange) {
    ServiceToken.Wanted wanted = wanted(exchange.body().toJsonObject());
    if (!exchange.token().scopes().cover(Scopes.of(wanted.scopes()))) {
      throw FailureException.of(Failure.FORBIDDEN, "A service can hand on its own scopes only.");
    }
    tokens
        .make(wanted, exchange.caller().user())
        .onSuccess(
            made -> {
              exchange.changed(
                  new Change(
                      subject(made.token()), Optional.empty(), Optional.of(json(made.token()))));
              exchange.json(201, new Made(made.text(), Shown.of(made.token())));
            })
        .onFailure(exchange::fail);
  }

  private static ServiceToken.Wanted wanted(JsonObject body) {
    if (!NAME.matcher(body.getString("name")).matches()) {
      throw bad("/name", "A name has up to 63 lower-case letters, digits and . _ - in it.");
    }
    AccountDesk.checkOrganisation(body.getString("organisation", ""));
    Set<String> scopes =
        body.getJsonArray("scopes", new JsonArray()).stream()
            .map(String.class::cast)
            .collect(Collectors.toUnmodifiableSet());
    scopes.stream()
        .filter(scope -> !Scopes.isScope(scope))
        .findFirst()
        .ifPresent(ServiceTokenOperations::refuse);
    return new ServiceToken.Wanted(
        body.getString("name"),
        Role.of(body.getString("role")).orElseThrow(),
        body.getString("organisation", ""),
        scopes,
        Instant.now().plus(Duration.ofDays(body.getInteger("lifetimeDays", USUAL_DAYS))));
  }

  private static void refuse(String scope) {
    throw bad(
        "/scopes",
        "There is no scope '%s'. Each is one of %s with :read or :write."
            .formatted(scope, String.join(", ", Scopes.RESOURCES)));
  }

  private static FailureException bad(String pointer, String accepted) {
    return FailureException.of(
        Failure.BAD_REQUEST,
        "The token cannot be made so.",
        List.of(new FieldError(pointer, accepted)));
  }

  void revoke(Exchange exchange) {
    tokens
        .revoke(PathParts.last(exchange))
        .onSuccess(
            token -> {
              exchange.changed(
                  new Change(subject(token), Optional.of(json(token)), Optional.empty()));
              exchange.noContent();
            })
        .onFailure(exchange::fail);
  }

  private static String subject(ServiceToken token) {
    return "service-token/" + token.name();
  }

  private static JsonObject json(ServiceToken token) {
    return new JsonObject()
        .put("id", token.id())
        .put("role", token.role().label())
        .put("organisation", token.organisation())
        .put("scopes", new JsonArray(List.copyOf(new TreeSet<>(token.scopes()))))
        .put("expiresAt", token.expiresAt().toString());
  }
}
