package verticles.http;

import verticles.notify.TicketPurpose;
import verticles.notify.Tickets;

/** Makes tickets. */
final class TicketOperations {
  private record Answer(String ticket, String purpose, long expiresInSeconds) {}

  private final Tickets tickets;
  private final Origins origins;

  TicketOperations(Tickets tickets, Origins origins) {
    this.tickets = tickets;
    this.origins = origins;
  }

  /** {@code createTicket}. */
  void create(Exchange exchange) {
    origins.check(exchange.request());
    TicketPurpose purpose =
        TicketPurpose.of(exchange.body().toJsonObject().getString("purpose")).orElseThrow();
    tickets
        .issue(
            exchange.caller().user(),
            TicketCheck.bearer(exchange),
            purpose,
            Origins.of(exchange.request()))
        .onSuccess(
            ticket ->
                exchange.json(
                    201, new Answer(ticket, purpose.label(), Tickets.LIFETIME.toSeconds())))
        .onFailure(exchange::fail);
  }
}
