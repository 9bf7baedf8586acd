package verticles.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.identity.Role;
import verticles.privacy.AccountData;
import verticles.privacy.ConsentChange;
import verticles.privacy.ConsentPurpose;
import verticles.privacy.ConsentState;
import verticles.privacy.Consents;
import verticles.security.Revocations;
import verticles.security.SecurityMessage;

/** What people have a say in: their consents, their data, their erasure. */
final class PrivacyOperations {
  private final Consents consents;
  private final AccountData data;
  private final Revocations revocations;
  private final SharedAccount shared;
  private final VisitorPace pace = new VisitorPace(InstantSource.system());

  private PrivacyOperations(HttpServices services) {
    this.consents = services.privacy().consents();
    this.data = services.privacy().data();
    this.revocations = services.identity().revocations();
    this.shared = new SharedAccount(services.demoAccount());
  }

  static Map<String, Operation> of(HttpServices services) {
    PrivacyOperations privacy = new PrivacyOperations(services);
    return Map.of(
        "listConsents", privacy::list,
        "setConsent", privacy::set,
        "setVisitorConsent", privacy::setByVisitor,
        "exportAccount", privacy::export,
        "eraseAccount", privacy::erase);
  }

  private void list(Exchange exchange) {
    consents
        .of(exchange.caller().user())
        .onSuccess(
            states ->
                exchange.json(
                    200,
                    Map.of("items", states.stream().map(PrivacyOperations::document).toList())))
        .onFailure(exchange::fail);
  }

  private static Map<String, @Nullable Object> document(ConsentState state) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("purpose", state.purpose().label());
    document.put("title", state.purpose().title());
    document.put("text", state.purpose().text());
    document.put("textVersion", state.purpose().textVersion());
    document.put("given", state.given());
    document.put("answeredVersion", state.textVersion());
    document.put("answeredAt", state.at().orElse(null));
    return document;
  }

  private void set(Exchange exchange) {
    ConsentChange change = change(exchange, "setConsent");
    exchange.changed(
        Change.to(
            "consent/" + change.purpose().label(),
            Map.of("given", change.given(), "textVersion", change.textVersion())));
    consents
        .set(exchange.caller().user(), change)
        .onSuccess(state -> exchange.json(200, document(state)))
        .onFailure(exchange::fail);
  }

  private void setByVisitor(Exchange exchange) {
    if (!pace.enter()) {
      throw FailureException.of(Failure.TOO_MANY, "Too many visitors say so at once; try again.");
    }
    consents
        .setByVisitor(
            exchange.body().toJsonObject().getString("visitorId"),
            change(exchange, "setVisitorConsent"))
        .onSuccess(state -> exchange.json(200, document(state)))
        .onFailure(exchange::fail);
  }

  private static ConsentChange change(Exchange exchange, String how) {
    JsonObject body = exchange.body().toJsonObject();
    String agent = exchange.request().headers().get(HttpHeaders.USER_AGENT);
    return new ConsentChange(
        ConsentPurpose.of(body.getString("purpose")).orElseThrow(),
        body.getBoolean("given"),
        body.getInteger("textVersion"),
        exchange.visitor().address(),
        agent == null ? "" : agent,
        how);
  }

  private void export(Exchange exchange) {
    String user = exchange.caller().user();
    exchange.changed(Change.of("account/" + user));
    data.export(user)
        .onSuccess(
            document -> {
              if (!exchange.answered()) {
                exchange
                    .request()
                    .response()
                    .putHeader(
                        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"my-data.json\"");
                exchange.send(200, Names.JSON, document.toBuffer());
              }
            })
        .onFailure(exchange::fail);
  }

  private void erase(Exchange exchange) {
    JsonObject body = exchange.body().toJsonObject();
    String own = exchange.caller().user();
    String user = body.containsKey("user") ? body.getString("user") : own;
    shared.refuse(user);
    if (!user.equals(own) && !exchange.caller().role().covers(Role.ADMIN)) {
      throw FailureException.of(Failure.FORBIDDEN, "Only an admin erases somebody else.");
    }
    if (!user.equals(body.getString("confirm"))) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "An erasure cannot be undone and was not confirmed.",
          List.of(new FieldError("/confirm", "It must be the name of the account.")));
    }
    data.erase(AuditTrail.who(exchange), user, exchange.id())
        .onSuccess(
            rows -> {
              if (user.equals(own)) {
                signOut(exchange);
              }
              exchange.json(200, Map.of("erasedRows", rows));
            })
        .onFailure(exchange::fail);
  }

  private void signOut(Exchange exchange) {
    revocations.revoke(
        SecurityMessage.Revoked.token(exchange.token().id(), exchange.token().expiresAt()));
  }
}
