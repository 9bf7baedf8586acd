package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import verticles.identity.Role;

/**
 * Thousands of spoilt requests as bytes on a socket of a real node. The seed is printed; set the
 * variable {@code FUZZ_SEED} to run the same again.
 */
@ExtendWith(ContractNode.Shared.class)
class FuzzIT {
  private static final int CONNECTIONS = 4000;
  private static final int AT_ONCE = 8;

  @Test
  void noBytesMakeTheServerFailHangOrTellOfItsInside(ContractNode node) throws Exception {
    long seed =
        Optional.ofNullable(System.getenv("FUZZ_SEED"))
            .map(Long::parseLong)
            .orElseGet(System::nanoTime);
    System.out.println("FuzzIT: FUZZ_SEED=" + seed);
    String token = node.token(ContractNode.NORTH, Role.VIEWER);
    List<Future<List<String>>> parts = new ArrayList<>();
    List<String> wrong = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int part = 0; part < AT_ONCE; part++) {
        FuzzedRequests requests = new FuzzedRequests(node.contract(), token, seed + part);
        parts.add(threads.submit(() -> run(node, requests)));
      }
    }
    for (Future<List<String>> part : parts) {
      wrong.addAll(part.get());
    }

    assertThat(wrong).as("FUZZ_SEED=%d", seed).isEmpty();
    assertThat(usual(node).status()).isEqualTo(200);
    assertThat(node.node().process().isAlive()).isTrue();
  }

  private static List<String> run(ContractNode node, FuzzedRequests requests) {
    return IntStream.range(0, CONNECTIONS / AT_ONCE)
        .mapToObj(time -> requests.next())
        .flatMap(bytes -> send(node, bytes).map(why -> why + ": " + shown(bytes)).stream())
        .toList();
  }

  /** Why the answers to those bytes are wrong; empty when they are not. */
  private static Optional<String> send(ContractNode node, byte[] bytes) {
    try (Raw raw = new Raw(node.port())) {
      raw.timeout((int) Duration.ofSeconds(20).toMillis());
      raw.sendBytes(bytes);
      raw.endSending();
      String all = new String(raw.rest(), StandardCharsets.ISO_8859_1);
      if (all.contains("HTTP/1.1 5") || all.contains("HTTP/1.0 5")) {
        return Optional.of("a failure of the server, " + heads(all));
      }
      return AnswerCheck.tellsOfTheInside(all) ? Optional.of("the inside") : Optional.empty();
    } catch (SocketTimeoutException hang) {
      return Optional.of("no end of the answer");
    } catch (IOException closed) {
      return Optional.empty();
    }
  }

  /** The status lines of its answers and what they say of a failure. */
  private static String heads(String all) {
    return all.lines()
        .filter(line -> line.startsWith("HTTP/1.") || line.startsWith("{"))
        .map(line -> line.substring(0, Math.min(300, line.length())))
        .toList()
        .toString();
  }

  private static String shown(byte[] bytes) {
    String text =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .replaceAll("([^0-9])\\1{19,}", "$1{many}")
            .replaceAll("Bearer [^\r]*", "Bearer ...");
    return text.substring(0, Math.min(600, text.length()))
        .replace("\r", "\\r")
        .replace("\n", "\\n")
        .replace("\0", "\\0");
  }

  private static NodeAnswer usual(ContractNode node) {
    Contract.Spec any = node.contract().operations().getFirst();
    ContractRequest read =
        new ContractRequest(
            any, "after it", false, "GET", "/api/v1/data/zones", "", Map.of(), Buffer.buffer());
    return NodeAnswer.of(node, read, node.token(ContractNode.NORTH, Role.VIEWER));
  }
}
