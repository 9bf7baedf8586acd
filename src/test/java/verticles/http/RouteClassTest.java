package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.limit.RouteClass;

/** By which class each operation of the contract is limited. */
class RouteClassTest {
  private static Contract contract(String method, String line) {
    return Contract.of(
        """
        openapi: 3.1.0
        paths:
          /things:
            %s:
              operationId: things
              x-role: viewer
              x-scope: data:read
              x-owner: none
              %s
              responses: {}
        """
            .formatted(method, line));
  }

  @ParameterizedTest
  @CsvSource({
    "get, '', READ",
    "post, '', WRITE",
    "delete, '', WRITE",
    "post, 'x-limit: read', READ",
    "post, 'x-limit: sign-in', SIGN_IN",
    "get, 'x-limit: stream', STREAM",
    "put, 'x-limit: heavy', HEAVY"
  })
  void theContractSaysOrTheMethodDecides(String method, String line, RouteClass work) {
    assertThat(contract(method, line).operations().getFirst().limit()).contains(work);
  }

  @Test
  void anUnknownClassStopsTheStart() {
    assertThatThrownBy(() -> contract("get", "x-limit: cheap"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("things", "cheap", "sign-in");
  }

  @Test
  void onlyProbesAreNeverLimited() {
    assertThat(Contract.load().operations())
        .filteredOn(spec -> spec.limit().isEmpty())
        .extracting(Contract.Spec::id)
        .containsExactlyInAnyOrder("healthLive", "healthReady", "healthStarted");
  }

  @Test
  void whateverChecksAPasswordIsLimitedTightly() {
    Optional<Contract.Spec> signIn =
        Contract.load().operations().stream()
            .filter(spec -> spec.id().equals("signIn"))
            .findFirst();

    assertThat(signIn.flatMap(Contract.Spec::limit)).contains(RouteClass.SIGN_IN);
  }
}
