package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.postgres.PostgresTarget;
import verticles.testing.SettableClock;
import verticles.testing.TestPostgres;

class RefusalsTest {
  private static final int FLOOD = 100_000;

  private final SettableClock clock = new SettableClock("2026-11-21T08:00:00Z");
  private final Refusals refusals = new Refusals(clock);

  @Test
  void theFirstIsARowAndThoseAlikeAreOneMoreWithTheirNumber() {
    long rows =
        LongStream.range(0, FLOOD)
            .filter(i -> refusals.add(Logs.refusal("10.0.0.1")).isPresent())
            .count();

    assertThat(rows).isEqualTo(1);
    assertThat(refusals.due()).isEmpty();
    clock.pass(Duration.ofMinutes(1));
    assertThat(refusals.due()).singleElement().extracting(AuditEvent::times).isEqualTo(FLOOD - 1L);
    assertThat(refusals.due()).isEmpty();
  }

  @Test
  void manyDifferentAddressesAreFewRowsToo() {
    long rows =
        LongStream.range(0, FLOOD)
            .filter(
                i ->
                    refusals
                        .add(Logs.refusal("10.%d.%d.1".formatted(i / 250, i % 250)))
                        .isPresent())
            .count();

    clock.pass(Duration.ofMinutes(1));
    List<AuditEvent> due = refusals.due();
    assertThat(rows).isEqualTo(Refusals.DIFFERENT);
    assertThat(due)
        .singleElement()
        .satisfies(
            many -> {
              assertThat(many.who()).isEqualTo(Refusals.MANY);
              assertThat(many.times()).isEqualTo(FLOOD - Refusals.DIFFERENT);
              assertThat(many.subject()).isEmpty();
            });
  }

  @Test
  void oneClientOfManyIpv6AddressesIsOne() {
    assertThat(refusals.add(Logs.refusal("2001:db8:0:1:0:0:0:1"))).isPresent();
    assertThat(refusals.add(Logs.refusal("2001:db8:0:1:ffff:0:0:9"))).isEmpty();
    assertThat(refusals.add(Logs.refusal("2001:db8:0:2:0:0:0:1"))).isPresent();
  }

  @Test
  void anotherOperationActorOrStatusIsAnotherRow() {
    refusals.add(Logs.refusal("10.0.0.1"));
    AuditEvent other =
        new AuditEvent(
            clock.instant(),
            new AuditEvent.Who("ann", "", "10.0.0.1"),
            "signIn",
            "",
            Outcome.REFUSED,
            403,
            "",
            1,
            Optional.empty(),
            Optional.empty());

    assertThat(refusals.add(other)).isPresent();
  }

  @Test
  void aFloodOfRefusalsIsTwoRowsInTheDatabase(@TempDir Path data) {
    Vertx vertx = Vertx.vertx();
    try {
      PostgresTarget target = TestPostgres.migrated();
      Auditing auditing = Logs.open(vertx, target, data, clock);
      for (int i = 0; i < FLOOD; i++) {
        auditing.log().refused(Logs.refusal("10.0.0.1"));
      }
      clock.pass(Duration.ofMinutes(1));
      auditing.chain().tend();
      auditing.log().write(Logs.event("ann", "thing/1")).await();

      AuditPage page =
          auditing
              .reader()
              .page(
                  new AuditQuery(
                      "",
                      "",
                      "",
                      Optional.of(Outcome.REFUSED),
                      Optional.empty(),
                      Optional.empty(),
                      0,
                      100))
              .await();
      assertThat(page.items()).extracting(AuditEntry::times).containsExactly(FLOOD - 1L, 1L);
    } finally {
      vertx.close().await();
    }
  }
}
