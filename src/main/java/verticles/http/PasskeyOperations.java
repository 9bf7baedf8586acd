package verticles.http;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.passkey.Passkey;
import verticles.passkey.PasskeyChallenge;
import verticles.passkey.Passkeys;

/** The passkeys of the caller, and signing in with one. */
final class PasskeyOperations {
  private record View(
      String id,
      String name,
      boolean synced,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant suspectedAt) {
    static View of(Passkey passkey) {
      return new View(
          passkey.id(),
          passkey.name(),
          passkey.synced(),
          passkey.createdAt(),
          passkey.lastUsedAt().orElse(null),
          passkey.suspectedAt().orElse(null));
    }
  }

  private record Challenge(String challengeId, Map<String, Object> options) {
    static Challenge of(PasskeyChallenge asked) {
      return new Challenge(asked.id(), asked.options().getMap());
    }
  }

  private final Optional<Passkeys> passkeys;
  private final SignIns signIns;
  private final SharedAccount shared;

  private PasskeyOperations(HttpServices services, SignIns signIns) {
    this.passkeys = services.waysIn().passkeys();
    this.signIns = signIns;
    this.shared = new SharedAccount(services.demoAccount());
  }

  static Map<String, Operation> of(HttpServices services, SignIns signIns) {
    PasskeyOperations own = new PasskeyOperations(services, signIns);
    return Map.of(
        "listPasskeys", own::list,
        "askNewPasskey", own::askNew,
        "addPasskey", own::add,
        "renamePasskey", own::rename,
        "deletePasskey", own::delete,
        "askPasskey", own::ask,
        "signInWithPasskey", own::signIn);
  }

  private Passkeys passkeys() {
    return passkeys.orElseThrow(
        () -> FailureException.of(Failure.NOT_FOUND, "Passkeys are turned off here."));
  }

  private void list(Exchange exchange) {
    passkeys()
        .list(user(exchange))
        .map(found -> Map.of("items", found.stream().map(View::of).toList()))
        .onSuccess(listed -> exchange.json(200, listed))
        .onFailure(exchange::fail);
  }

  private void askNew(Exchange exchange) {
    shared.refuse(user(exchange));
    passkeys()
        .askNew(user(exchange))
        .onSuccess(asked -> exchange.json(200, Challenge.of(asked)))
        .onFailure(exchange::fail);
  }

  private void add(Exchange exchange) {
    shared.refuse(user(exchange));
    JsonObject body = exchange.body().toJsonObject();
    passkeys()
        .add(
            user(exchange),
            body.getString("challengeId"),
            name(body),
            body.getJsonObject("credential"))
        .onSuccess(
            added -> {
              exchange.changed(change(exchange, added, Optional.empty(), Optional.of(added)));
              exchange.json(201, View.of(added));
            })
        .onFailure(exchange::fail);
  }

  private void rename(Exchange exchange) {
    String name = name(exchange.body().toJsonObject());
    UUID id = id(exchange);
    passkeys()
        .find(user(exchange), id)
        .compose(
            before ->
                passkeys()
                    .rename(user(exchange), id, name)
                    .onSuccess(
                        after -> {
                          exchange.changed(
                              change(exchange, after, Optional.of(before), Optional.of(after)));
                          exchange.json(200, View.of(after));
                        }))
        .onFailure(exchange::fail);
  }

  private void delete(Exchange exchange) {
    passkeys()
        .delete(user(exchange), id(exchange))
        .onSuccess(
            gone -> {
              exchange.changed(change(exchange, gone, Optional.of(gone), Optional.empty()));
              exchange.noContent();
            })
        .onFailure(exchange::fail);
  }

  private void ask(Exchange exchange) {
    passkeys()
        .ask()
        .onSuccess(asked -> exchange.json(200, Challenge.of(asked)))
        .onFailure(exchange::fail);
  }

  private void signIn(Exchange exchange) {
    OwnPage.refuseOthers(exchange.request());
    JsonObject body = exchange.body().toJsonObject();
    passkeys()
        .check(body.getString("challengeId"), body.getJsonObject("credential"))
        .onSuccess(username -> signIns.account(exchange, username))
        .onFailure(exchange::fail);
  }

  private static String user(Exchange exchange) {
    return exchange.caller().user();
  }

  private static String name(JsonObject body) {
    String name = body.getString("name").strip();
    if (name.isEmpty()) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "A passkey needs a name.",
          List.of(new FieldError("/name", "Empty; 1 to 60 characters are accepted.")));
    }
    return name;
  }

  /** The path was checked against the contract, so its last part is a UUID. */
  private static UUID id(Exchange exchange) {
    String path = exchange.path();
    return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
  }

  private static Change change(
      Exchange exchange, Passkey subject, Optional<Passkey> before, Optional<Passkey> after) {
    return new Change(
        "account/%s/passkey/%s".formatted(user(exchange), subject.id()),
        before.map(PasskeyOperations::shown),
        after.map(PasskeyOperations::shown));
  }

  private static JsonObject shown(Passkey passkey) {
    return JsonObject.of("name", passkey.name(), "synced", passkey.synced());
  }
}
