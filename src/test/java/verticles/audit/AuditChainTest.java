package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.config.Secret;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class AuditChainTest {
  private final Vertx vertx = Vertx.vertx();
  private final Vertx other = Vertx.vertx();
  private final PostgresTarget target = TestPostgres.migrated();
  private final InstantSource clock = InstantSource.system();

  @TempDir private Path data;

  @AfterEach
  void close() {
    vertx.close().await();
    other.close().await();
  }

  private Auditing open() {
    return Logs.open(vertx, target, data, clock);
  }

  private Auditing withRows(int rows) {
    Auditing auditing = open();
    for (int i = 1; i <= rows; i++) {
      auditing.log().write(Logs.event("ann", "thing/" + i)).await();
    }
    return auditing;
  }

  private static Verification check(Auditing auditing) {
    return auditing.reader().verify(1, Long.MAX_VALUE).await();
  }

  @Test
  void manyAppendersOnTwoNodesMakeOneUnbrokenChain(@TempDir Path otherData) {
    List<Auditing> nodes =
        List.of(
            open(),
            Logs.open(other, target, otherData, clock),
            open(),
            Logs.open(other, target, otherData, clock));

    List<Future<Long>> written = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      written.add(nodes.get(i % 4).log().write(Logs.event("user" + i % 7, "thing/" + i)));
    }
    List<Long> rows = written.stream().map(future -> future.await()).toList();

    assertThat(rows).doesNotHaveDuplicates().hasSize(1500);
    Verification checked = check(nodes.getFirst());
    assertThat(checked.broken()).isEmpty();
    assertThat(checked.checked()).isEqualTo(1500);
    assertThat(checked.to()).isEqualTo(1500);
    assertThat(checked.unknownKeys()).as("sealed by the other node").isBetween(1L, 1499L);
    long row = rows.get(777);
    AuditEntry entry = nodes.getFirst().reader().page(only("thing/777")).await().items().getFirst();
    assertThat(entry.seq()).isEqualTo(row);
    assertThat(entry.actor()).isEqualTo("user0");
  }

  private static AuditQuery only(String subject) {
    return new AuditQuery(
        "", "", subject, Optional.empty(), Optional.empty(), Optional.empty(), 0, 10);
  }

  @Test
  void aRowSaysWhatWasDoneWithSecretsMaskedAndTimeInMicroseconds() {
    Auditing auditing = withRows(1);

    AuditEntry entry = auditing.reader().page(only("thing/1")).await().items().getFirst();

    assertThat(entry.actor()).isEqualTo("ann");
    assertThat(entry.organisation()).isEqualTo("north");
    assertThat(entry.at()).hasToString("2026-11-21T08:00:00.123456Z");
    assertThat(entry.after())
        .hasValueSatisfying(
            after -> assertThat(after).containsEntry("size", 3).containsEntry("password", "***"));
    assertThat(entry.before()).isEmpty();
    assertThat(entry.address()).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          UPDATE audit_event SET payload = set_byte(payload, 30, 7) WHERE seq = 5                       | 5
          UPDATE audit_event SET operation = 'nothing' WHERE seq = 5                                   | 5
          UPDATE audit_event SET recorded_at = recorded_at + interval '1 second' WHERE seq = 5         | 5
          UPDATE audit_event SET seal = decode(repeat('11', 32), 'hex') WHERE seq = 7                   | 7
          UPDATE audit_detail SET subject = 'thing/99' WHERE seq = 4                                   | 4
          UPDATE audit_detail SET address = '' WHERE seq = 4                                           | 4
          UPDATE audit_actor SET name = 'bob'                                                          | 1
          DELETE FROM audit_event WHERE seq = 3                                                        | 3
          DELETE FROM audit_event WHERE seq = 1                                                        | 1
          DELETE FROM audit_event WHERE seq BETWEEN 4 AND 6                                            | 4
          DELETE FROM audit_event WHERE seq > 8                                                        | 9
          UPDATE audit_event SET seq = CASE seq WHEN 5 THEN 6 ELSE 5 END, recorded_at = recorded_at + interval '1 us' WHERE seq IN (5, 6) | 5
          UPDATE audit_head SET seq = 11                                                               | 11
          UPDATE audit_head SET hash = decode(repeat('11', 32), 'hex')                                  | 10
          """)
  void whateverIsChangedTheFirstRowThatDoesNotHoldIsNamed(String change, long row) {
    Auditing auditing = withRows(10);
    assertThat(check(auditing).broken()).isEmpty();

    Logs.tamper(target, change);

    assertThat(check(auditing).broken())
        .hasValueSatisfying(found -> assertThat(found.seq()).isEqualTo(row));
    assertThat(check(auditing).to())
        .isEqualTo(Math.min(row, 11) - (change.contains("audit_head SET hash") ? 0 : 1));
  }

  @Test
  void aTailThatWasCutTogetherWithTheHeadIsFoundByAnAnchor() {
    Auditing auditing = withRows(10);
    auditing.anchor(auditing.end().await());

    Logs.tamper(
        target,
        "DELETE FROM audit_event WHERE seq > 6",
        "DELETE FROM audit_detail WHERE seq > 6",
        "UPDATE audit_head SET (seq, hash, recorded_at) = (SELECT seq, hash, recorded_at FROM audit_event WHERE seq = 6)");

    assertThat(check(auditing).broken())
        .hasValueSatisfying(
            found -> {
              assertThat(found.seq()).isEqualTo(7);
              assertThat(found.reason()).contains("row 10 was noted");
            });
  }

  @Test
  void aChainThatSomebodyWroteAnewWithoutTheKeyIsFoundAtItsFirstRow(@TempDir Path forgery) {
    Auditing auditing = withRows(6);
    auditing.anchor(auditing.end().await());
    PostgresTarget copy = TestPostgres.migrated();
    Auditing forger = Logs.open(vertx, copy, forgery, clock);
    for (int i = 1; i <= 6; i++) {
      forger.log().write(Logs.event("bob", "thing/" + i)).await();
    }

    Verification checked =
        Auditing.reader(new PlainPostgres(vertx, copy), Logs.CONFIG, data, clock)
            .verify(1, Long.MAX_VALUE)
            .await();

    assertThat(checked.broken()).hasValueSatisfying(found -> assertThat(found.seq()).isEqualTo(6));
    AuditConfig shared =
        new AuditConfig(Duration.ofDays(400), new Secret("A".repeat(43) + "="), new Secret(""));
    Verification byKey =
        Auditing.reader(new PlainPostgres(vertx, copy), shared, data, clock)
            .verify(1, Long.MAX_VALUE)
            .await();
    assertThat(byKey.broken()).hasValueSatisfying(found -> assertThat(found.seq()).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_event SET operation = 'x'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_detail SET subject = 'x'",
        "DELETE FROM audit_detail",
        "TRUNCATE audit_detail"
      })
  void theDatabaseItselfRefusesToChangeRows(String statement) {
    withRows(2);

    assertThatThrownBy(() -> Logs.run(target, statement))
        .hasStackTraceContaining("the audit log is append-only");
  }

  @Test
  void aPartOfTheChainIsCheckedByItself() {
    Auditing auditing = withRows(10);
    Logs.tamper(target, "UPDATE audit_detail SET subject = 'x' WHERE seq = 8");

    assertThat(auditing.reader().verify(2, 7).await())
        .isEqualTo(new Verification(2, 7, 6, 0, 0, true, Optional.empty()));
    assertThat(auditing.reader().verify(7, 9).await().broken())
        .hasValueSatisfying(found -> assertThat(found.seq()).isEqualTo(8));
    assertThat(auditing.reader().verify(9, 20).await().broken()).isEmpty();
  }

  @Test
  void erasingAPersonTakesTheDetailsOfWhatOthersDidToThemAndNoMore() {
    Auditing auditing = open();
    List<JsonObject> documents =
        List.of(
            JsonObject.of("owner", "an.n+1", "size", 3),
            JsonObject.of("createdBy", "an.n+1"),
            JsonObject.of("owner", "an.n+12"),
            JsonObject.of("owner", "anxn+1"),
            JsonObject.of("role", "an.n+1"));
    for (JsonObject document : documents) {
      auditing.log().write(Logs.event("bob", "task/1").after(document)).await();
    }
    auditing.log().write(Logs.event("bob", "account/an.n+1/passkey/7")).await();
    auditing.log().write(Logs.event("bob", "account/an.n+12")).await();

    assertThat(auditing.reader().erase("an.n+1").await()).isEqualTo(3);

    assertThat(check(auditing).broken()).isEmpty();
    assertThat(check(auditing).erased()).isEqualTo(3);
  }

  @Test
  void erasingAPersonTakesTheNameAndTheDetailsAndLeavesTheChainWhole() {
    Auditing auditing = withRows(3);
    auditing.log().write(Logs.event("bob", "account/ann")).await();
    auditing.log().write(Logs.event("bob", "thing/5")).await();

    long rows = auditing.reader().erase("ann").await();

    assertThat(rows).isEqualTo(4);
    Verification checked = check(auditing);
    assertThat(checked.broken()).isEmpty();
    assertThat(checked.erased()).isEqualTo(4);
    List<AuditEntry> entries = auditing.reader().page(only("")).await().items();
    assertThat(entries).hasSize(5).noneMatch(entry -> entry.toString().contains("ann"));
    assertThat(entries.getLast().actor()).startsWith("erased:");
    assertThat(auditing.reader().of("ann").await()).isEmpty();
    assertThat(auditing.reader().erase("ann").await()).isZero();
  }

  @Test
  void aMonthOverItsTimeIsDroppedAndTheChainGoesOnBehindIt() {
    Auditing auditing = withRows(3);
    Logs.tamper(
        target,
        "SELECT audit_month('2025-03-10T00:00:00Z')",
        "UPDATE audit_head SET recorded_at = '2025-03-09T00:00:00Z', seq = 0, hash = decode(repeat('00', 32), 'hex')",
        "DELETE FROM audit_event",
        "DELETE FROM audit_detail");
    Links links = new Links(SealKey.of(Logs.CONFIG, data));
    AuditTable table = new AuditTable(new PlainPostgres(vertx, target));
    Mark head = table.head().await().mark();
    List<ChainRow> old =
        links.behind(
            head,
            java.time.Instant.parse("2025-03-10T00:00:00Z"),
            List.of(Logs.event("", "thing/1"), Logs.event("", "thing/2")),
            java.util.Map.of());
    assertThat(table.append(head, old).await()).isTrue();
    auditing.log().write(Logs.event("ann", "thing/3")).await();

    auditing.months().tend().await();
    auditing.log().write(Logs.event("ann", "thing/4")).await();

    Verification checked = check(auditing);
    assertThat(checked.broken()).isEmpty();
    assertThat(checked.from()).isEqualTo(3);
    assertThat(checked.checked()).isEqualTo(3);
    List<AuditEntry> entries = auditing.reader().page(only("")).await().items();
    assertThat(entries).extracting(AuditEntry::operation).contains("dropAuditMonth");
    Logs.tamper(
        target,
        "UPDATE audit_dropped SET last_seq = 3, hash = (SELECT hash FROM audit_event WHERE seq = 3)");
    assertThat(check(auditing).broken())
        .hasValueSatisfying(found -> assertThat(found.reason()).contains("not this server's"));
  }

  @Test
  void pagesGoFromTheNewestToTheOldest() {
    Auditing auditing = withRows(5);

    AuditPage first = auditing.reader().page(page(0)).await();
    AuditPage second = auditing.reader().page(page(first.next())).await();

    assertThat(first.items()).extracting(AuditEntry::seq).containsExactly(5L, 4L, 3L);
    assertThat(second.items()).extracting(AuditEntry::seq).containsExactly(2L, 1L);
    assertThat(second.next()).isZero();
    assertThat(first.verifiedTo()).isEqualTo(5);
    assertThat(first.broken()).isEmpty();
  }

  private static AuditQuery page(long before) {
    return new AuditQuery(
        "ann",
        "changeThing",
        "thing/",
        Optional.of(Outcome.DONE),
        Optional.of(java.time.Instant.EPOCH),
        Optional.of(java.time.Instant.parse("2100-01-01T00:00:00Z")),
        before,
        3);
  }
}
