package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.testing.Patience;
import verticles.testing.RunningNode;
import verticles.testing.SlowClients;

/** A node that more clients hold up than it has work for, while normal users go on. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class SlowClientsIT {
  private static final String READ = "/api/v1/data/day-ahead-prices?zone=SIM-1";
  private static final long MOST_GROWTH_KB = 200 * 1024;

  @TempDir private static Path folder;
  private static RunningNode node;
  private static String token;

  @BeforeAll
  static void startNode() {
    node =
        RunningNode.start(
            "demo",
            folder.resolve("data"),
            Map.of(
                // they ask as the same user at the same address
                "SPINRESERVE_LIMITS_READ_USER_RATE", "none",
                "SPINRESERVE_LIMITS_READ_ADDRESS_RATE", "none",
                "SPINRESERVE_MARKET_HISTORY", "10d",
                "SPINRESERVE_HTTP_HEADER_TIMEOUT", "3s",
                "SPINRESERVE_HTTP_BODY_TIMEOUT", "3s",
                "SPINRESERVE_HTTP_WRITE_TIMEOUT", "3s",
                "SPINRESERVE_HTTP_MAX_CONNECTIONS", "2000",
                "SPINRESERVE_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "0",
                "SPINRESERVE_LIMITS_SIGN_IN_ADDRESS_RATE", "none"));
    token = "Bearer " + node.token("--role", "trader", "--organisation", "sim-north");
  }

  @AfterAll
  static void stopNode() {
    node.close();
  }

  private static SlowClients clients() {
    URI at = node.baseUrl();
    return new SlowClients(at.getPort(), "X-Drip: 1\n");
  }

  /** Attacks until none is left open; how many normal requests were answered meanwhile. */
  private static int whileNormalUsersRead(SlowClients slow, IntSupplier open) {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    Thread users =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!over.get()) {
                    boolean well = node.get(READ, "Authorization", token).statusCode() == 200;
                    (well ? answered : failed).incrementAndGet();
                  }
                });
    Patience.until(
        "all are closed",
        () -> {
          slow.drip();
          return open.getAsInt();
        },
        left -> left == 0);
    over.set(true);
    try {
      users.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    assertThat(failed).hasValue(0);
    return answered.get();
  }

  private static long memoryKb() throws IOException {
    Path status = Path.of("/proc", String.valueOf(node.process().pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .sum();
  }

  @Test
  void aThousandHeadsThatDripAreCutOffAndNobodyElseNoticesThem() throws IOException {
    long before = memoryKb();
    try (SlowClients slow = clients().dripping(1000, "GET / HTTP/1.1\nHost: x\n")) {
      int answered = whileNormalUsersRead(slow, slow::drippingOpen);

      assertThat(answered).isPositive();
    }
    assertThat(memoryKb() - before).isLessThan(MOST_GROWTH_KB);
  }

  @Test
  void bodiesThatDripAreCutOff() {
    String signIn =
        "POST /api/v1/auth/session HTTP/1.1\nHost: x\nContent-Type: application/json\n"
            + "Content-Length: 4000\n\n";
    try (SlowClients slow = clients().dripping(300, signIn)) {
      assertThat(whileNormalUsersRead(slow, slow::drippingOpen)).isPositive();
    }
  }

  @Test
  void anUploadThatDripsIsCutOff() {
    String upload =
        "POST /api/v1/market/prices HTTP/1.1\nHost: x\nContent-Type: text/csv\n"
            + "Authorization: "
            + token
            + "\nContent-Length: 4000\n\n";
    try (SlowClients slow = clients().dripping(3, upload)) {
      assertThat(whileNormalUsersRead(slow, slow::drippingOpen)).isPositive();
    }
  }

  @Test
  void clientsThatReadNoAnswersAreCutOffAndTakeNoMemory() throws IOException {
    long before = memoryKb();
    String read = "GET " + READ + " HTTP/1.1\nHost: x\nAuthorization: " + token + "\n\n";
    try (SlowClients deaf = clients().deaf(30, read).deaf(30, "GET /docs HTTP/1.1\nHost: x\n\n")) {
      assertThat(whileNormalUsersRead(deaf, deaf::deafOpen)).isPositive();
    }
    assertThat(memoryKb() - before).isLessThan(MOST_GROWTH_KB);
  }

  @Test
  void theSecondHeadOfAConnectionHasADeadlineToo() {
    String first = "GET /health/live HTTP/1.1\nHost: x\n\nGET /health/live HTTP/1.1\nHost: x\n";
    try (SlowClients slow = clients().dripping(100, first)) {
      assertThat(whileNormalUsersRead(slow, slow::drippingOpen)).isPositive();
    }
  }

  @Test
  void whenTheNodeIsNearlyFullTheOldestThatAskedNothingMakeRoom() {
    try (SlowClients slow = clients().dripping(2500, "GET / HTTP/1.1\nHost: x\n")) {
      Patience.until("room was made", () -> slow.drippingOpen() <= 2000);
      assertThat(whileNormalUsersRead(slow, slow::drippingOpen)).isPositive();
    }
  }
}
