package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.identity.Caller;
import verticles.identity.Role;

class KeyRotationTest extends OnTwoNodes {
  private static final Caller ANN = new Caller("ann", "north", Role.TRADER);

  private SigningKeyList list;

  @BeforeEach
  void list() {
    list = new SigningKeyList(postgres);
  }

  @Test
  void theNextKeyIsPublishedBeforeItSignsAndTheOldOneLivesOut() throws Exception {
    String old = here.keys.publicKey().getKeyID();
    String before = here.tokens.issue(ANN).text();
    assertThat(await(list.rotate(SigningKeyList.Old.LIVE_OUT))).isEqualTo(2);

    look();
    assertThat(here.keys.publicKey().getKeyID()).isEqualTo(old);
    assertThat(states()).contains("published", "replacing");
    pass(Duration.ofSeconds(2));
    assertThat(here.keys.publicKey().getKeyID()).isEqualTo(old);
    pass(Duration.ofSeconds(2));

    String next = here.keys.publicKey().getKeyID();
    assertThat(next).isNotEqualTo(old);
    // the other node knew the key before the first token of it came
    assertThat(there.ring.find(next)).isPresent();
    assertThat(await(there.tokens.verify(here.tokens.issue(ANN).text())).caller()).isEqualTo(ANN);
    assertThat(await(there.tokens.verify(before)).caller()).isEqualTo(ANN);
    assertThat(states()).containsOnly("over", "signing");
    assertThat(SigningKeys.open(folder).publicKey().getKeyID()).isEqualTo(next);
  }

  @Test
  void aKeyVerifiesUntilTheLastOfItsTokensIsOver() throws Exception {
    here.keys.issuedUntil(now.plus(Duration.ofDays(3)));
    await(list.rotate(SigningKeyList.Old.LIVE_OUT));
    rotate();

    assertThat(
            await(list.list()).stream()
                .filter(key -> key.node().equals("here") && key.state().equals("over"))
                .map(key -> key.overAt().orElseThrow()))
        .singleElement()
        .satisfies(over -> assertThat(over).isAfter(now.plus(Duration.ofDays(2))));
  }

  @Test
  void theTokensOfAStolenKeyEndWithIt() throws Exception {
    String stolen = here.tokens.issue(ANN).text();
    await(there.tokens.verify(stolen));
    await(list.rotate(SigningKeyList.Old.END));
    rotate();
    pass(Duration.ofSeconds(2));

    assertThat(there.tokens.remembered(stolen)).isNull();
    for (IdentityNode node : new IdentityNode[] {here, there}) {
      assertThat(failure(node.tokens.verify(stolen))).isEqualTo(Failure.UNAUTHENTICATED);
      assertThat(await(node.tokens.verify(here.tokens.issue(ANN).text())).caller()).isEqualTo(ANN);
    }
  }

  @Test
  void aNodeThatWasStoppedInTheMiddleGoesOn() throws Exception {
    await(list.rotate(SigningKeyList.Old.LIVE_OUT));
    look();
    String next = here.keys.next().orElseThrow().getKeyID();

    try (IdentityNode again = new IdentityNode(vertx, postgres, () -> now, folder)) {
      await(again.ring.join("here"));
      for (int second = 0; second < 6; second++) {
        now = now.plusSeconds(2);
        await(again.rotation.look());
      }

      assertThat(again.keys.publicKey().getKeyID()).isEqualTo(next);
      assertThat(await(again.tokens.verify(again.tokens.issue(ANN).text())).caller())
          .isEqualTo(ANN);
    }
  }

  private void rotate() throws Exception {
    look();
    pass(Duration.ofSeconds(4));
  }

  private void pass(Duration time) throws Exception {
    now = now.plus(time);
    look();
  }

  private void look() throws Exception {
    await(here.rotation.look());
    await(there.rotation.look());
  }

  private List<String> states() throws Exception {
    return await(list.list()).stream().map(SigningKeyList.Listed::state).toList();
  }
}
