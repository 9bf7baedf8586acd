package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class TicketsTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Caller ANN = new Caller("oidc:ann", "", Role.TRADER);
  private static Postgres postgres;
  private static Tickets tickets;

  @BeforeAll
  static void open() {
    postgres = new PlainPostgres(VERTX, TestPostgres.migrated());
    tickets = new Tickets(postgres);
  }

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  @Test
  void aTicketIsGoodOnceForItsCaller() {
    String ticket = await(tickets.issue(ANN));

    assertThat(await(tickets.redeem(ticket))).isEqualTo(ANN);
    assertThat(refused(tickets.redeem(ticket))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void anOldOrInventedTicketIsRefused() {
    String ticket = await(tickets.issue(ANN));
    await(
        postgres.query(
            "UPDATE oidc_ticket SET expires_at = now() - interval '1 second'", Tuple.tuple()));

    assertThat(refused(tickets.redeem(ticket))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(refused(tickets.redeem("invented"))).isEqualTo(Failure.UNAUTHENTICATED);
  }

  @Test
  void theDatabaseDoesNotKnowTheTicketsThemselves() {
    String ticket = await(tickets.issue(ANN));

    var rows = await(postgres.query("SELECT t::text AS row FROM oidc_ticket t", Tuple.tuple()));

    rows.forEach(row -> assertThat(row.getString("row")).doesNotContain(ticket));
  }

  private static Failure refused(Future<?> future) {
    return Failures.of(failure(future)).failure();
  }
}
