package verticles.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.FailureException;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** Tickets in a real PostgreSQL, redeemed through the pools of two nodes. */
class TicketsTest {
  private static final String TOKEN = "header.payload.signature";

  private final Vertx vertx = Vertx.vertx();
  private final PostgresTarget target = TestPostgres.migrated();
  private final PlainPostgres postgres = new PlainPostgres(vertx, target);
  private final Tickets here = new Tickets(postgres);
  private final Tickets there = new Tickets(new PlainPostgres(vertx, target));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private String issue() {
    return here.issue("ann", TOKEN, TicketPurpose.WEBSOCKET, "").await();
  }

  private static Future<String> redeem(Tickets node, String ticket) {
    return node.redeem(ticket, TicketPurpose.WEBSOCKET, "");
  }

  @Test
  void a_ticket_stands_for_its_token_on_another_node() {
    assertThat(redeem(there, issue()).await()).isEqualTo(TOKEN);
  }

  @Test
  void of_all_who_redeem_a_ticket_at_once_on_two_nodes_one_gets_it() {
    for (int round = 0; round < 50; round++) {
      String ticket = issue();
      List<Future<String>> tries =
          Stream.of(here, there, here, there, here, there)
              .map(node -> redeem(node, ticket))
              .toList();
      Future.join(tries).otherwiseEmpty().await();

      assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
    }
  }

  @Test
  void an_expired_ticket_opens_nothing() {
    String ticket = issue();
    postgres
        .query("UPDATE stream_ticket SET expires_at = clock_timestamp()", Tuple.tuple())
        .await();

    assertThatThrownBy(() -> redeem(here, ticket).await())
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("not valid");
  }

  @Test
  void neither_the_ticket_nor_the_token_can_be_read_in_the_table() {
    String ticket = issue();

    Row row =
        postgres
            .query("SELECT stream_ticket::text FROM stream_ticket", Tuple.tuple())
            .await()
            .iterator()
            .next();

    assertThat(row.getString(0)).doesNotContain(ticket).doesNotContain("payload");
    assertThat(row.getString(0)).doesNotContain("7061796c6f6164");
  }

  @Test
  void a_user_has_a_hundred_unused_tickets_and_expired_ones_are_swept() {
    for (int made = 0; made < 100; made++) {
      issue();
    }
    assertThatThrownBy(this::issue).hasMessageContaining("100 tickets");
    assertThat(here.issue("bob", TOKEN, TicketPurpose.EVENTS, "").await()).hasSize(43);
    postgres
        .query("UPDATE stream_ticket SET expires_at = clock_timestamp()", Tuple.tuple())
        .await();

    here.sweep().await();

    assertThat(issue()).hasSize(43);
  }
}
