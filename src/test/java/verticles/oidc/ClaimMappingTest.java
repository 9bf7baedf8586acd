package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import verticles.bus.FailureException;
import verticles.config.Secret;
import verticles.identity.Role;

class ClaimMappingTest {

  @Test
  void theHighestRoleCounts() {
    ClaimMapping mapping = mapping("roles", "");

    assertThat(
            mapping.caller(Map.of("sub", "ann", "roles", List.of("see", "rule", "trade"))).role())
        .isEqualTo(Role.ADMIN);
    assertThat(mapping.caller(Map.of("sub", "ann", "roles", "see")).role()).isEqualTo(Role.VIEWER);
  }

  @Test
  void dotsLeadIntoAClaimUnlessTheClaimHasThemItself() {
    Map<String, Object> nested =
        Map.of("sub", "ann", "realm", Map.of("access", JsonObject.of("roles", "see")));
    Map<String, Object> plain = Map.of("sub", "ann", "https://id.example/roles", List.of("trade"));

    assertThat(mapping("realm.access.roles", "").caller(nested).role()).isEqualTo(Role.VIEWER);
    assertThat(mapping("https://id.example/roles", "").caller(plain).role()).isEqualTo(Role.TRADER);
  }

  @Test
  void nobodyBecomesALocalAccountByAClaim() {
    assertThat(mapping("roles", "").caller(Map.of("sub", "admin", "roles", "see")).user())
        .isEqualTo("oidc:admin");
  }

  @Test
  void theOrganisationIsThatOfTheClaimOrTheFixedOne() {
    Map<String, Object> claims = Map.of("sub", "ann", "roles", "see", "tenant", "south");

    assertThat(mapping("roles", "tenant").caller(claims).organisation()).isEqualTo("south");
    assertThat(mapping("roles", "").caller(claims).organisation()).isEqualTo("north");
  }

  @Test
  void withoutAUsableNameOrganisationOrRoleNobodyGetsIn() {
    ClaimMapping mapping = mapping("roles", "tenant");
    for (Map<String, Object> claims :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("sub", "ann", "tenant", "south"),
            Map.of("sub", "ann", "roles", "see"),
            Map.of("sub", "ann", "roles", "see", "tenant", "South'--"),
            Map.of("sub", "ann", "roles", "see", "tenant", 7),
            Map.of("sub", 7, "roles", "see", "tenant", "south"),
            Map.of("sub", "a\nb", "roles", "see", "tenant", "south"),
            Map.of("sub", "x".repeat(121), "roles", "see", "tenant", "south"))) {
      assertThatThrownBy(() -> mapping.caller(claims))
          .as("%s", claims)
          .isInstanceOf(FailureException.class)
          .hasMessageStartingWith("Your provider");
    }
  }

  private static ClaimMapping mapping(String roleClaim, String organisationClaim) {
    return new ClaimMapping(
        new OidcConfig(
            HandProvider.ISSUER,
            "desk",
            new Secret(""),
            "",
            "http://localhost:8080/api/v1/auth/oidc/callback",
            List.of("openid"),
            "Grid ID",
            "sub",
            roleClaim,
            Map.of("see", Role.VIEWER, "trade", Role.TRADER, "rule", Role.ADMIN),
            organisationClaim,
            "north",
            Duration.ofSeconds(30)));
  }
}
