package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the contract has to say of each operation. */
class ContractDeclarationTest {
  @Test
  void theRuntimeViewHasTheSameOperations() {
    Contract contract = Contract.load();
    JsonObject view = RuntimeView.of(contract);

    assertThat(
            view.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue()).stream())
                .map(operation -> ((JsonObject) operation.getValue()).getString("operationId")))
        .containsExactlyInAnyOrderElementsOf(
            contract.operations().stream().map(Contract.Spec::id).toList());
    assertThat(view.encode()).doesNotContain("problem+json").doesNotContain("event-stream");
    assertThat(contract.document().encode()).contains("problem+json").contains("event-stream");
  }

  @Test
  void anOperationWithoutARoleDoesNotStart() {
    String text = Contract.load().text().replaceFirst("x-role: viewer", "x-rule: viewer");

    assertThatThrownBy(() -> Contract.of(text))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("listDatasets");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-scope: data:read -> x-scape: data:read",
        "x-scope: data:read -> x-scope: data:peek",
        "x-scope: data:read -> x-scope: none",
        "x-scope: none -> x-scope: data:read",
        "x-owner: none -> x-ower: none",
        "x-owner: none -> x-owner: everybody",
        "operationId: listDatasets -> operationName: listDatasets",
        "operationId: listDatasets -> operationId: readDataset"
      })
  void anOperationThatDoesNotSayWhoMayUseItDoesNotStart(String mistake) {
    String[] change = mistake.split(" -> ");
    String text = Contract.load().text().replaceFirst(change[0], change[1]);

    assertThatThrownBy(() -> Contract.of(text))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(".*(listDatasets|readDataset|signIn|/api/v1/data).*");
  }
}
