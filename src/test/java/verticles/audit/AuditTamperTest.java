package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.audit.AuditFixture.check;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.config.Secret;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** What somebody changes behind the back of the server is found. */
class AuditTamperTest {
  private AuditFixture fixture;

  @BeforeEach
  void open(@TempDir Path data) {
    fixture = new AuditFixture(data);
  }

  @AfterEach
  void close() {
    fixture.close();
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
    Auditing auditing = fixture.withRows(10);
    assertThat(check(auditing).broken()).isEmpty();

    Logs.tamper(fixture.target, change);

    assertThat(check(auditing).broken())
        .hasValueSatisfying(found -> assertThat(found.seq()).isEqualTo(row));
    assertThat(check(auditing).to())
        .isEqualTo(Math.min(row, 11) - (change.contains("audit_head SET hash") ? 0 : 1));
  }

  @Test
  void aTailThatWasCutTogetherWithTheHeadIsFoundByAnAnchor() {
    Auditing auditing = fixture.withRows(10);
    auditing.anchor(auditing.end().await());

    Logs.tamper(
        fixture.target,
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
    Auditing auditing = fixture.withRows(6);
    auditing.anchor(auditing.end().await());
    PostgresTarget copy = TestPostgres.migrated();
    Auditing forger = Logs.open(fixture.vertx, copy, forgery, fixture.clock);
    for (int i = 1; i <= 6; i++) {
      forger.log().write(Logs.event("bob", "thing/" + i)).await();
    }

    Verification checked =
        Auditing.reader(
                new PlainPostgres(fixture.vertx, copy), Logs.CONFIG, fixture.data, fixture.clock)
            .verify(1, Long.MAX_VALUE)
            .await();

    assertThat(checked.broken()).hasValueSatisfying(found -> assertThat(found.seq()).isEqualTo(6));
    AuditConfig shared =
        new AuditConfig(Duration.ofDays(400), new Secret("A".repeat(43) + "="), new Secret(""));
    Verification byKey =
        Auditing.reader(new PlainPostgres(fixture.vertx, copy), shared, fixture.data, fixture.clock)
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
    fixture.withRows(2);

    assertThatThrownBy(() -> Logs.run(fixture.target, statement))
        .hasStackTraceContaining("the audit log is append-only");
  }
}
