package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.audit.AuditFixture.only;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of the log. */
class AuditPageTest {
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
  void aRowSaysWhatWasDoneWithSecretsMaskedAndTimeInMicroseconds() {
    Auditing auditing = fixture.withRows(1);

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

  @Test
  void pagesGoFromTheNewestToTheOldest() {
    Auditing auditing = fixture.withRows(5);

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
