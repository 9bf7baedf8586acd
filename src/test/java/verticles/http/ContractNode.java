package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.security.KeyRing;
import verticles.security.SecurityConfig;
import verticles.security.SigningKeys;
import verticles.security.Tokens;
import verticles.testing.RunningNode;

/**
 * A real demo node for all tests of the contract, which start it once and end it after the last.
 * Tokens are signed here with the node's key, because a process for each would take too long.
 */
record ContractNode(RunningNode node, Contract contract, Tokens tokens, AtomicInteger services)
    implements AutoCloseable {
  /** The organisation that has data in every demo. */
  static final String NORTH = "sim-north";

  /** Another one. */
  static final String SOUTH = "sim-south";

  private static ContractNode start() {
    try {
      Path data = Files.createTempDirectory("spinreserve-contract");
      RunningNode node = RunningNode.start("demo", data, settings());
      SigningKeys keys = SigningKeys.open(data);
      SecurityConfig security =
          new SecurityConfig(Duration.ofHours(1), "spinreserve", Duration.ofMinutes(1));
      Tokens tokens = new Tokens(keys, KeyRing.alone(keys), security, InstantSource.system());
      return new ContractNode(node, Contract.load(), tokens, new AtomicInteger());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without limits: these tests ask more than people do. */
  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("SPINRESERVE_MARKET_HISTORY", "5d");
    settings.put("SPINRESERVE_LIMITS_SIGN_IN_ADDRESS_RATE", "none");
    settings.put("SPINRESERVE_LIMITS_SIGN_IN_NAME_RATE", "none");
    for (String work : List.of("READ", "WRITE", "HEAVY", "STREAM")) {
      for (String subject : List.of("ADDRESS", "USER", "TOKEN")) {
        settings.put("SPINRESERVE_LIMITS_%s_%s_RATE".formatted(work, subject), "none");
      }
    }
    return settings;
  }

  int port() {
    return node.baseUrl().getPort();
  }

  /** A token of its own for each request, because one operation ends its token. */
  String token(String organisation, Role role) {
    return tokens.issue(new Caller("contract", organisation, role)).text();
  }

  /**
   * A token of a service that has the highest role and only that scope; another one each time,
   * because one operation ends its token.
   */
  String serviceToken(String scope) {
    Contract.Spec making =
        contract.operations().stream()
            .filter(spec -> spec.id().equals("createServiceToken"))
            .findFirst()
            .orElseThrow();
    JsonObject asked =
        new JsonObject()
            .put("name", "contract-" + services.incrementAndGet())
            .put("role", "admin")
            .put("organisation", NORTH)
            .put("scopes", new JsonArray().add(scope));
    ContractRequest request =
        new ContractRequest(
            making,
            "a token",
            false,
            "POST",
            making.path(),
            "",
            Map.of("Content-Type", "application/json"),
            asked.toBuffer());
    NodeAnswer answer = NodeAnswer.of(this, request, token("", Role.ADMIN));
    return new JsonObject(answer.body()).getString("token");
  }

  @Override
  public void close() {
    node.close();
    try (Stream<Path> files = Files.walk(node.data())) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands the same node to every test that asks for one. */
  static final class Shared implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ContractNode.class;
    }

    @Override
    public ContractNode resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(ContractNode.class))
          .getOrComputeIfAbsent(ContractNode.class, key -> start(), ContractNode.class);
    }
  }
}
