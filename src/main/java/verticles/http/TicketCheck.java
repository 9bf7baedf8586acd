package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.notify.TicketPurpose;
import verticles.notify.Tickets;

/**
 * Takes a ticket in the place of a token where the contract names its purpose ({@code x-ticket}),
 * and refuses pages of other sites there. It belongs right before the {@link Guard}, which verifies
 * the token that the ticket stands for.
 */
final class TicketCheck implements Check {
  static final String SUBPROTOCOL = "spinreserve.v1";

  private static final String OFFERED = "ticket.";
  private static final String QUERY = "ticket";
  private static final Set<String> TOKENS =
      Set.of("access_token", "accesstoken", "token", "jwt", "bearer", "authorization");

  private final Tickets tickets;
  private final Origins origins;

  TicketCheck(Tickets tickets, Origins origins) {
    this.tickets = tickets;
    this.origins = origins;
  }

  @Override
  public Future<Void> pass(Exchange exchange, Contract.Spec spec) {
    return purpose(spec).map(purpose -> pass(exchange, purpose)).orElseGet(Future::succeededFuture);
  }

  private static Optional<TicketPurpose> purpose(Contract.Spec spec) {
    return Optional.ofNullable(spec.definition().getString("x-ticket"))
        .map(
            label ->
                TicketPurpose.of(label)
                    .orElseThrow(() -> new IllegalStateException("x-ticket: " + label)));
  }

  private Future<Void> pass(Exchange exchange, TicketPurpose purpose) {
    HttpServerRequest request = exchange.request();
    try {
      origins.check(request);
      Map<String, List<String>> query = Reads.parameters(request);
      refuseTokens(query);
      List<String> sent = purpose == TicketPurpose.WEBSOCKET ? offered(request) : query(query);
      if (sent.isEmpty()) {
        return Future.succeededFuture();
      }
      if (sent.size() > 1 || request.headers().contains(HttpHeaders.AUTHORIZATION)) {
        throw FailureException.of(
            Failure.BAD_REQUEST, "Send one ticket, or a token as a header, not both.");
      }
      return tickets
          .redeem(sent.getFirst(), purpose, Origins.of(request))
          .map(
              token -> {
                exchange.visitor().redeemed(token);
                return null;
              });
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
  }

  private static void refuseTokens(Map<String, List<String>> query) {
    query.forEach(
        (name, values) -> {
          boolean token =
              TOKENS.contains(name.toLowerCase(Locale.ROOT))
                  || (name.equals(QUERY) && !values.stream().allMatch(Tickets::isOne));
          if (token) {
            throw FailureException.of(
                Failure.BAD_REQUEST,
                "A token never belongs in an address, where logs and histories keep it. Send it as"
                    + " 'Authorization: Bearer ...', or ask POST /api/v1/tickets for a ticket.",
                List.of(new FieldError(name, "Only 'ticket' is taken, of 43 characters.")));
          }
        });
  }

  private static List<String> query(Map<String, List<String>> query) {
    return query.getOrDefault(QUERY, List.of());
  }

  private static List<String> offered(HttpServerRequest request) {
    return subprotocols(request).stream()
        .filter(protocol -> protocol.startsWith(OFFERED))
        .map(protocol -> protocol.substring(OFFERED.length()))
        .toList();
  }

  /** The token of a caller who was let in, as it was sent or as a ticket stands for it. */
  static String bearer(Exchange exchange) {
    return exchange
        .visitor()
        .redeemed()
        .orElseGet(
            () -> {
              String header = exchange.request().headers().get(HttpHeaders.AUTHORIZATION);
              return header == null ? "" : header.substring(header.indexOf(' ') + 1).strip();
            });
  }

  /** What the client of a WebSocket offers to speak. */
  static List<String> subprotocols(HttpServerRequest request) {
    return request.headers().getAll("Sec-WebSocket-Protocol").stream()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .map(String::strip)
        .toList();
  }
}
