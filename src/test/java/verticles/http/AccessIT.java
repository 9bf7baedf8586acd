package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import verticles.identity.Role;
import verticles.testing.Patience;

/**
 * The matrix of the contract on a real node: every operation as every role of the organisation that
 * has data, of another one and of none, as nobody, and with a token that is none.
 */
@ExtendWith(ContractNode.Shared.class)
class AccessIT {
  private static final List<String> ORGANISATIONS =
      List.of(ContractNode.NORTH, ContractNode.SOUTH, "");

  private static final String SPAN = "from=2026-01-01&to=2026-02-01&";

  static List<Contract.Spec> operations() {
    return Contract.load().operations();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationIsForThoseItNamesAndNobodyElse(Contract.Spec spec, ContractNode node) {
    ContractRequest usual = ContractRequest.usual(node.contract(), spec);
    AnswerCheck check = new AnswerCheck(node.contract());

    if (spec.role().isEmpty()) {
      // a wrong password is 401 as well
      NodeAnswer answer = NodeAnswer.of(node, usual, "");
      assertThat(check.problems(usual, answer)).as(answer.toString()).isEmpty();
      assertThat(answer.status()).isNotIn(403, 405, 501);
      return;
    }
    for (String token : List.of("", "none", "a.b.c")) {
      NodeAnswer answer = NodeAnswer.of(node, usual, token);
      assertThat(answer.status()).as(token).isEqualTo(401);
      assertThat(answer.header("www-authenticate")).startsWith("Bearer");
    }
    boolean done = false;
    for (String organisation : ORGANISATIONS) {
      for (Role role : Role.values()) {
        NodeAnswer answer = NodeAnswer.of(node, usual, node.token(organisation, role));
        done |= answer.status() < 300;

        assertThat(check.problems(usual, answer)).as(answer.toString()).isEmpty();
        if (!role.covers(spec.role().get())) {
          assertThat(answer.status()).as("%s of %s", role, organisation).isEqualTo(403);
          assertThat(answer.isTurnedAway()).isTrue();
        } else if (organisation.equals(ContractNode.NORTH) || spec.owner() == Owner.NONE) {
          assertThat(answer.isTurnedAway())
              .as("%s of %s: %s", role, organisation, answer)
              .isFalse();
        } else {
          assertThat(answer.status()).as("%s of %s", role, organisation).isNotIn(405, 501);
        }
      }
    }
    if (done && AuditTrail.changes(spec)) {
      Patience.holds(() -> assertThat(rowsOf(spec, node)).contains("\"outcome\":\"done\""));
    }
  }

  private static String rowsOf(Contract.Spec changing, ContractNode node) {
    ContractRequest read =
        ContractRequest.usual(node.contract(), spec(node, "listAudit"))
            .asking("of one", false, "outcome=done&limit=1&operation=" + changing.id());
    return NodeAnswer.of(node, read, node.token("", Role.ADMIN)).body();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aServiceNeedsTheScopeOfTheOperation(Contract.Spec spec, ContractNode node) {
    ContractRequest usual = ContractRequest.usual(node.contract(), spec);
    String other = spec.scope().orElse("none").startsWith("ai:") ? "pwa:read" : "ai:write";

    assertThat(spec.scope().isPresent()).isEqualTo(spec.role().isPresent());
    if (spec.scope().isPresent()) {
      NodeAnswer refused = NodeAnswer.of(node, usual, node.serviceToken(other));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.isTurnedAway()).isTrue();
      NodeAnswer let = NodeAnswer.of(node, usual, node.serviceToken(spec.scope().get()));
      assertThat(let.isTurnedAway()).as(let.toString()).isFalse();
    }
  }

  @Test
  void whatOneOrganisationKeepsIsNotThereForAnyOther(ContractNode node) {
    String path = "/api/v1/performance/cache/entries/contract/secret";
    put(node, path, ContractNode.NORTH, "of the north");

    for (String organisation : List.of(ContractNode.SOUTH, "", "sim-nort")) {
      for (Role role : List.of(Role.OPERATOR, Role.ADMIN)) {
        String token = node.token(organisation, role);
        for (String method : List.of("GET", "HEAD", "DELETE")) {
          assertThat(NodeAnswer.of(node, entry(node, method, path), token).status())
              .as("%s by %s of '%s'", method, role, organisation)
              .isEqualTo(404);
        }
      }
    }
    put(node, path, ContractNode.SOUTH, "of the south");
    NodeAnswer north = NodeAnswer.of(node, entry(node, "GET", path), operator(node));
    assertThat(north.body()).isEqualTo("of the north");
  }

  private static String operator(ContractNode node) {
    return node.token(ContractNode.NORTH, Role.OPERATOR);
  }

  private static void put(ContractNode node, String path, String organisation, String value) {
    ContractRequest write =
        entry(node, "PUT", path).tried("a value of its own", Buffer.buffer(value));
    String token = node.token(organisation, Role.OPERATOR);
    assertThat(NodeAnswer.of(node, write, token).status()).isIn(201, 204);
  }

  private static ContractRequest entry(ContractNode node, String method, String path) {
    Contract.Spec spec = spec(node, "readCacheEntry");
    return new ContractRequest(spec, method, false, method, path, "", Map.of(), Buffer.buffer());
  }

  private static Contract.Spec spec(ContractNode node, String id) {
    Optional<Contract.Spec> found =
        node.contract().operations().stream().filter(spec -> spec.id().equals(id)).findFirst();
    return found.orElseGet(() -> fail("no operation " + id));
  }

  @Test
  void organisationsThatNameAPortfolioAlikeSeeTheirOwnOnly(ContractNode node) {
    String name = "contract-desk";
    String before = trades(node, ContractNode.NORTH, name);
    NodeAnswer first = importTrades(node, ContractNode.NORTH, name, "42.17");
    assertThat(first.status()).as(first.body()).isEqualTo(200);
    String own = trades(node, ContractNode.NORTH, name);
    assertThat(own).isNotEqualTo(before);

    NodeAnswer foreign = importTrades(node, ContractNode.SOUTH, name, "99.99");

    assertThat(foreign.status()).as(foreign.body()).isEqualTo(200);
    assertThat(foreign.body()).contains("\"inserted\":1");
    assertThat(trades(node, ContractNode.NORTH, name)).isEqualTo(own).doesNotContain("99.99");
    assertThat(trades(node, ContractNode.SOUTH, name)).contains("99.99").doesNotContain("42.17");
  }

  private static NodeAnswer importTrades(
      ContractNode node, String organisation, String portfolio, String price) {
    String rows =
        "trade_id,traded_at,zone,delivery_start,interval_minutes,side,price_eur_mwh,quantity_mwh\n"
            + "c1,2026-01-01T10:00:00Z,DK1,2026-01-02T10:00:00Z,60,buy,"
            + price
            + ",5\n";
    ContractRequest request =
        ContractRequest.usual(node.contract(), spec(node, "importTrades"))
            .asking("a portfolio", false, "portfolio=" + portfolio)
            .tried("a portfolio", Buffer.buffer(rows));
    return NodeAnswer.of(node, request, node.token(organisation, Role.TRADER));
  }

  /** All that a trader of an organisation can read about a portfolio, by every dataset. */
  private static String trades(ContractNode node, String organisation, String portfolio) {
    StringBuilder all = new StringBuilder();
    for (String address : List.of("positions?" + SPAN, "trades?", "bids?", "pnl-by-day?" + SPAN)) {
      String[] parts = address.split("\\?", -1);
      ContractRequest read =
          ContractRequest.usual(node.contract(), spec(node, "readDataset"))
              .at("of a portfolio", false, "/api/v1/data/" + parts[0])
              .asking("of a portfolio", false, parts[1] + "portfolio=" + portfolio)
              .with("anew", false, "Cache-Control", "no-cache");
      NodeAnswer answer = NodeAnswer.of(node, read, node.token(organisation, Role.ADMIN));
      all.append(answer.status()).append(' ').append(answer.body()).append('\n');
    }
    return all.toString();
  }
}
