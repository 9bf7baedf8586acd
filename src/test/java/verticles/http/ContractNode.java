package verticles.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
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
record ContractNode(RunningNode node, Contract contract, Tokens tokens) implements AutoCloseable {
  /** The organisation that has data in every demo. */
  static final String NORTH = "sim-north";

  /** Another one. */
  static final String SOUTH = "sim-south";

  private static ContractNode start() {
    try {
      Path data = Files.createTempDirectory("spinreserve-contract");
      RunningNode node =
          RunningNode.start("demo", data, Map.of("SPINRESERVE_MARKET_HISTORY", "5d"));
      SigningKeys keys = SigningKeys.open(data);
      SecurityConfig security =
          new SecurityConfig(Duration.ofHours(1), "spinreserve", Duration.ofMinutes(1));
      Tokens tokens = new Tokens(keys, KeyRing.alone(keys), security, InstantSource.system());
      return new ContractNode(node, Contract.load(), tokens);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return node.baseUrl().getPort();
  }

  /** A token of its own for each request, because one operation ends its token. */
  String token(String organisation, Role role) {
    return tokens.issue(new Caller("contract", organisation, role)).text();
  }

  /**
   * A token of a service that has the highest role and only that scope; empty as long as services
   * have no tokens of their own.
   */
  Optional<String> serviceToken(String scope) {
    return Optional.empty();
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
