package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import verticles.identity.Role;

/**
 * Every operation of the contract on a real node with input made from its schemas: fitting, at the
 * bounds, and hostile. Each answer must be one that the contract promises; what is refused must
 * leave everything as it was.
 */
@ExtendWith(ContractNode.Shared.class)
class InputIT {
  /** What shows whether something was changed; it does not move by itself. */
  private static final List<String> STATE =
      List.of(
          "/api/v1/performance/cache/policies",
          "/api/v1/performance/cache/entries?namespace=kv.sessions",
          "/api/v1/performance/cache/warm",
          "/api/v1/data/zones",
          "/api/v1/data/trades?portfolio=contract-desk");

  /**
   * Replaced keys would end the tokens of these tests; SockJS clients add parameters as they like.
   */
  private static final Set<String> APART = Set.of("rotateSigningKeys", "bridgeInfo");

  static List<Contract.Spec> operations() {
    return Contract.load().operations().stream()
        .filter(spec -> !APART.contains(spec.id()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whateverIsSentTheAnswerKeepsTheContractAndWhatIsRefusedChangesNothing(
      Contract.Spec spec, ContractNode node) {
    AnswerCheck check = new AnswerCheck(node.contract());
    List<ContractRequest> requests = HostileInput.of(node.contract(), spec);
    List<String> wrong = new ArrayList<>();
    boolean reads = spec.method().name().equals("GET");
    String before = reads ? "" : state(node);

    requests.stream()
        .filter(ContractRequest::refused)
        .forEach(request -> send(node, check, request, wrong));
    String after = reads ? "" : state(node);
    requests.stream()
        .filter(request -> !request.refused())
        .forEach(request -> send(node, check, request, wrong));

    assertThat(wrong).isEmpty();
    assertThat(after).isEqualTo(before);
  }

  private static void send(
      ContractNode node, AnswerCheck check, ContractRequest request, List<String> wrong) {
    NodeAnswer answer = NodeAnswer.of(node, request, token(node, request.spec()));
    List<String> problems = check.problems(request, answer);
    if (!problems.isEmpty()) {
      wrong.add(told(request, answer, problems));
    }
  }

  private static String told(ContractRequest request, NodeAnswer answer, List<String> problems) {
    String sent = request.body().toString();
    String all = "%s %s?%s %s -> %d %s %s";
    return all.formatted(
            request.what(),
            request.path(),
            request.query(),
            sent.substring(0, Math.min(200, sent.length())),
            answer.status(),
            problems,
            answer.body().substring(0, Math.min(300, answer.body().length())))
        .replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static String token(ContractNode node, Contract.Spec spec) {
    return spec.role().isEmpty() ? "" : node.token(ContractNode.NORTH, Role.ADMIN);
  }

  private static String state(ContractNode node) {
    Contract.Spec any = node.contract().operations().getFirst();
    StringBuilder all = new StringBuilder();
    for (String address : STATE) {
      String[] parts = (address + "?").split("\\?", 3);
      ContractRequest read =
          new ContractRequest(
              any, "state", false, "GET", parts[0], parts[1], Map.of(), Buffer.buffer());
      String token = node.token(ContractNode.NORTH, Role.ADMIN);
      all.append(NodeAnswer.of(node, read, token).body().replaceAll("\"ageSeconds\":\\d+", ""));
    }
    return all.toString();
  }
}
