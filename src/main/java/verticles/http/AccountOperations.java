package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Role;
import verticles.security.AccountChange;
import verticles.security.AccountDesk;
import verticles.security.AccountView;
import verticles.security.Accounts;
import verticles.security.SessionMark;

/** Local accounts, for administrators; and everybody's own password. */
final class AccountOperations {
  private static final int USUAL = 100;

  private record Shown(
      String username,
      String organisation,
      String role,
      boolean disabled,
      Instant createdAt,
      int sessions) {
    static Shown of(AccountView account) {
      return new Shown(
          account.username(),
          account.organisation(),
          account.role().label(),
          account.disabled(),
          account.createdAt(),
          account.sessions());
    }
  }

  private final AccountDesk desk;
  private final Accounts accounts;
  private final SharedAccount shared;

  AccountOperations(HttpServices services) {
    this.desk = services.identity().accounts();
    this.accounts = services.accounts();
    this.shared = new SharedAccount(services.demoAccount());
  }

  void list(Exchange exchange) {
    Map<String, List<String>> query = Reads.parameters(exchange.request());
    String after = query.getOrDefault("cursor", List.of("")).getFirst();
    int limit =
        Integer.parseInt(query.getOrDefault("limit", List.of(String.valueOf(USUAL))).getFirst());
    desk.list(after, limit + 1)
        .onSuccess(found -> exchange.json(200, page(found, limit)))
        .onFailure(exchange::fail);
  }

  private static Map<String, @Nullable Object> page(List<AccountView> found, int limit) {
    List<Shown> items = found.stream().limit(limit).map(Shown::of).toList();
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("items", items);
    page.put("nextCursor", found.size() > limit ? items.getLast().username() : null);
    return page;
  }

  void create(Exchange exchange) {
    JsonObject wanted = exchange.body().toJsonObject();
    desk.create(
            wanted.getString("username"),
            wanted.getString("password"),
            wanted.getString("organisation", ""),
            role(wanted).orElse(Role.VIEWER))
        .onSuccess(made -> answer(exchange, 201, Optional.empty(), made))
        .onFailure(exchange::fail);
  }

  void change(Exchange exchange) {
    String username = PathParts.last(exchange);
    JsonObject wanted = exchange.body().toJsonObject();
    AccountChange change =
        new AccountChange(
            role(wanted),
            Optional.ofNullable(wanted.getString("organisation")),
            Optional.ofNullable(wanted.getBoolean("disabled")));
    if (username.equals(exchange.caller().user())
        && (change.role().isPresent() || change.disabled().isPresent())) {
      // so that there is always an administrator left
      throw FailureException.of(
          Failure.CONFLICT, "Nobody changes their own role or disables their own account.");
    }
    desk.find(username)
        .compose(
            before ->
                desk.change(username, change)
                    .onSuccess(after -> answer(exchange, 200, Optional.of(before), after)))
        .onFailure(exchange::fail);
  }

  private static Optional<Role> role(JsonObject wanted) {
    return Optional.ofNullable(wanted.getString("role")).flatMap(Role::of);
  }

  private static void answer(
      Exchange exchange, int status, Optional<AccountView> before, AccountView after) {
    exchange.changed(
        new Change(
            "account/" + after.username(),
            before.map(AccountOperations::json),
            Optional.of(json(after))));
    exchange.json(status, Shown.of(after));
  }

  private static JsonObject json(AccountView account) {
    return new JsonObject()
        .put("role", account.role().label())
        .put("organisation", account.organisation())
        .put("disabled", account.disabled());
  }

  void setPassword(Exchange exchange) {
    String username = PathParts.beforeLast(exchange);
    shared.refuse(username);
    desk.password(username, exchange.body().toJsonObject().getString("password"), "")
        .onSuccess(set -> passwordChanged(exchange, username))
        .onFailure(exchange::fail);
  }

  void changeOwnPassword(Exchange exchange) {
    String username = exchange.caller().user();
    shared.refuse(username);
    JsonObject wanted = exchange.body().toJsonObject();
    String session = exchange.token().session().map(SessionMark::id).orElse("");
    accounts
        .verify(username, wanted.getString("oldPassword"))
        .recover(
            thrown ->
                Future.failedFuture(
                    thrown instanceof FailureException failure
                            && failure.failure() == Failure.UNAUTHENTICATED
                        ? wrongOld()
                        : thrown))
        .compose(who -> desk.password(username, wanted.getString("newPassword"), session))
        .onSuccess(set -> passwordChanged(exchange, username))
        .onFailure(exchange::fail);
  }

  /** Not 401, which would say that the session is over. */
  private static FailureException wrongOld() {
    return FailureException.of(
        Failure.BAD_REQUEST,
        "The old password is wrong.",
        List.of(new FieldError("/oldPassword", "It is not the password of your account.")));
  }

  private static void passwordChanged(Exchange exchange, String username) {
    exchange.changed(
        new Change(
            "account/" + username,
            Optional.empty(),
            Optional.of(new JsonObject().put("password", "***"))));
    exchange.noContent();
  }
}
