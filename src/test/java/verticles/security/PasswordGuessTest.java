package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.identity.Role;

/** Who guesses names or passwords learns nothing and must wait. */
class PasswordGuessTest extends OnOneNode {
  @Test
  void afterThreeWrongPasswordsANameMustWaitKnownOrNot() throws Exception {
    await(desk.create("ann", "correct horse battery", "", Role.VIEWER));
    for (String name : new String[] {"ann", "nobody"}) {
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThat(failure(accounts.verify(name, "wrong password")))
            .isEqualTo(Failure.UNAUTHENTICATED);
      }
      assertThat(failure(accounts.verify(name, "correct horse battery")))
          .isEqualTo(Failure.TOO_MANY);
    }

    now = now.plusSeconds(2);

    assertThat(await(accounts.verify("ann", "correct horse battery")).caller().user())
        .isEqualTo("ann");
  }

  @Test
  void theWaitHoldsOnEveryNodeAndForAHundredAtOnce(@TempDir Path elsewhere) throws Exception {
    try (IdentityNode other = new IdentityNode(vertx, postgres, () -> now, elsewhere)) {
      theWaitHolds(other);
    }
  }

  private void theWaitHolds(IdentityNode other) throws Exception {
    await(desk.create("ann", "correct horse battery", "", Role.VIEWER));
    for (Accounts here : List.of(accounts, other.accounts, accounts)) {
      assertThat(failure(here.verify("ann", "wrong password"))).isEqualTo(Failure.UNAUTHENTICATED);
    }
    assertThat(failure(other.accounts.verify("ann", "correct horse battery")))
        .isEqualTo(Failure.TOO_MANY);
    now = now.plusSeconds(2);
    long before = node.checks() + other.checks();

    List<Future<SignedIn>> guesses = new ArrayList<>();
    for (int guess = 0; guess < 100; guess++) {
      guesses.add((guess % 2 == 0 ? node : other).accounts.verify("ann", "wrong " + guess));
    }
    List<Failure> outcomes = guesses.stream().map(OnOneNode::failure).toList();

    assertThat(outcomes).containsOnlyOnce(Failure.UNAUTHENTICATED).contains(Failure.TOO_MANY);
    assertThat(node.checks() + other.checks()).isEqualTo(before + 1);
  }

  @Test
  void anUnknownNameIsTheSameWorkAsAWrongPassword() throws Exception {
    await(desk.create("ann", "correct horse battery", "", Role.VIEWER));
    List<Long> work = new ArrayList<>();
    for (String name : new String[] {"ann", "nobody"}) {
      long before = node.checks();
      assertThat(failure(accounts.verify(name, "wrong password")))
          .isEqualTo(Failure.UNAUTHENTICATED);
      work.add(node.checks() - before);
    }

    assertThat(work).containsExactly(1L, 1L);
  }

  @Test
  void anUnknownNameTakesAsLongAsAWrongPassword() throws Exception {
    List<Double> known = new ArrayList<>();
    List<Double> unknown = new ArrayList<>();
    for (int round = 0; round < 9; round++) {
      await(desk.create("ann" + round, "correct horse battery", "", Role.VIEWER));
      known.add(seconds("ann" + round));
      unknown.add(seconds("nobody" + round));
    }

    // without the same work it is a hundredth
    assertThat(median(unknown)).isBetween(median(known) / 4, median(known) * 4);
  }

  private double seconds(String name) {
    long begin = System.nanoTime();
    assertThat(failure(accounts.verify(name, "wrong password"))).isEqualTo(Failure.UNAUTHENTICATED);
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }
}
