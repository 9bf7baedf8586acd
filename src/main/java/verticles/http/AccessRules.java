package verticles.http;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import verticles.identity.Role;
import verticles.identity.Scopes;

/**
 * Who may use an operation, as the contract declares it; nothing is assumed when it is silent.
 *
 * @param role the least role; empty when everybody may, without a token
 * @param scope what a service token needs, such as {@code cache:write}; empty when there is no role
 * @param owner whose objects it touches
 * @param recentProof whether the user of a session must have proven lately who they are
 */
record AccessRules(Optional<Role> role, Optional<String> scope, Owner owner, boolean recentProof) {
  private static final String NOBODY = "public";
  private static final String NONE = "none";
  private static final String RECENT = "recent";

  /**
   * The rules of an operation.
   *
   * @throws IllegalStateException naming the operation and what it does not declare
   */
  static AccessRules of(String id, JsonObject definition) {
    Optional<Role> role = role(id, definition.getString("x-role", ""));
    Optional<String> scope = scope(id, definition.getString("x-scope", ""));
    if (role.isPresent() != scope.isPresent()) {
      throw missing(id, "x-scope of none where x-role is public, and only there");
    }
    Owner owner =
        Owner.of(definition.getString("x-owner", ""))
            .orElseThrow(() -> missing(id, "x-owner of none, organisation, user"));
    String proof = definition.getString("x-proof", "");
    if (!proof.isEmpty() && (role.isEmpty() || !proof.equals(RECENT))) {
      throw missing(id, "x-proof of recent, where x-role is not public, or none");
    }
    return new AccessRules(role, scope, owner, !proof.isEmpty());
  }

  private static Optional<Role> role(String id, String name) {
    if (name.equals(NOBODY)) {
      return Optional.empty();
    }
    return Optional.of(
        Role.of(name)
            .orElseThrow(() -> missing(id, "x-role of public, viewer, trader, operator, admin")));
  }

  private static Optional<String> scope(String id, String name) {
    if (name.equals(NONE)) {
      return Optional.empty();
    }
    if (!Scopes.isScope(name)) {
      throw missing(
          id, "x-scope such as cache:read or market:write, or none; it has '%s'".formatted(name));
    }
    return Optional.of(name);
  }

  private static IllegalStateException missing(String id, String what) {
    return new IllegalStateException("the operation %s has no %s".formatted(id, what));
  }
}
