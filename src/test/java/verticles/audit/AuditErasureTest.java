package verticles.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.audit.AuditFixture.check;
import static verticles.audit.AuditFixture.only;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person can be erased, and the chain stays whole. */
class AuditErasureTest {
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
  void erasingAPersonTakesTheDetailsOfWhatOthersDidToThemAndNoMore() {
    Auditing auditing = fixture.open();
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
    Auditing auditing = fixture.withRows(3);
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
}
