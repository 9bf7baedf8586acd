package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.audit.AuditFixture.check;
import static verticles.audit.AuditFixture.only;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.testing.PlainPostgres;

/** All rows are one chain, whoever writes them and whatever is dropped. */
class AuditChainTest {
  private AuditFixture fixture;

  @BeforeEach
  void open(@TempDir Path data) {
    fixture = new AuditFixture(data);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void manyAppendersOnTwoNodesMakeOneUnbrokenChain(@TempDir Path otherData) {
    List<Auditing> nodes =
        List.of(
            fixture.open(),
            Logs.open(fixture.other, fixture.target, otherData, fixture.clock),
            fixture.open(),
            Logs.open(fixture.other, fixture.target, otherData, fixture.clock));

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

  @Test
  void aPartOfTheChainIsCheckedByItself() {
    Auditing auditing = fixture.withRows(10);
    Logs.tamper(fixture.target, "UPDATE audit_detail SET subject = 'x' WHERE seq = 8");

    assertThat(auditing.reader().verify(2, 7).await())
        .isEqualTo(new Verification(2, 7, 6, 0, 0, true, Optional.empty()));
    assertThat(auditing.reader().verify(7, 9).await().broken())
        .hasValueSatisfying(found -> assertThat(found.seq()).isEqualTo(8));
    assertThat(auditing.reader().verify(9, 20).await().broken()).isEmpty();
  }

  @Test
  void aMonthOverItsTimeIsDroppedAndTheChainGoesOnBehindIt() {
    Auditing auditing = fixture.withRows(3);
    Logs.tamper(
        fixture.target,
        "SELECT audit_month('2025-03-10T00:00:00Z')",
        "UPDATE audit_head SET recorded_at = '2025-03-09T00:00:00Z', seq = 0, hash = decode(repeat('00', 32), 'hex')",
        "DELETE FROM audit_event",
        "DELETE FROM audit_detail");
    Links links = new Links(SealKey.of(Logs.CONFIG, fixture.data));
    AuditTable table = new AuditTable(new PlainPostgres(fixture.vertx, fixture.target));
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
        fixture.target,
        "UPDATE audit_dropped SET last_seq = 3, hash = (SELECT hash FROM audit_event WHERE seq = 3)");
    assertThat(check(auditing).broken())
        .hasValueSatisfying(found -> assertThat(found.reason()).contains("not this server's"));
  }
}
