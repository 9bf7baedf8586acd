package verticles.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedirectTest {
  private static Optional<Redirect> said(String refusal) {
    return Redirect.of(new Reply(Optional.empty(), refusal));
  }

  @Test
  void aServerSaysWhereAKeyIs() {
    assertThat(said("MOVED 3999 10.0.0.7:6381"))
        .hasValue(new Redirect(Redirect.Kind.MOVED, "10.0.0.7:6381"));
    assertThat(said("ASK 3999 [::1]:6381")).hasValue(new Redirect(Redirect.Kind.ASK, "[::1]:6381"));
  }

  @Test
  void withoutAHostItIsTheOneThatWasAsked() {
    assertThat(said("MOVED 3999 :6381").orElseThrow().from("[fd00::2]:6380"))
        .isEqualTo("[fd00::2]:6381");
    assertThat(said("MOVED 3999 b:6381").orElseThrow().from("a:6380")).isEqualTo("b:6381");
  }

  @Test
  void otherRefusalsLeadNowhere() {
    assertThat(said("")).isEmpty();
    assertThat(said("WRONGTYPE Operation against a key holding the wrong kind of value")).isEmpty();
    assertThat(said("ERR some words")).isEmpty();
  }
}
