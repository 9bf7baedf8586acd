package verticles;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Another server, from which nodes pull: {@code /rows?page=1} has pages of a hundred rows, {@code
 * /huge} one row that is more than a node can hold.
 */
final class TaskUpstream implements AutoCloseable {
  static final int PAGES = 30;
  static final int HELD_AFTER = 10;
  static final int ROWS = 100 * PAGES;
  private static final Duration PACE = Duration.ofMillis(20);
  private static final int HUGE = 6_000_000;

  /** The pages that were asked for, in their order. */
  final List<Integer> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private volatile int round;
  private volatile CountDownLatch held = new CountDownLatch(0);

  TaskUpstream() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/rows", this::rows);
    server.createContext("/huge", TaskUpstream::huge);
    server.start();
  }

  /** How a node is told of it: the sources {@code slow} and {@code huge}. */
  String config() {
    int port = server.getAddress().getPort();
    return """
    egress:
      origin: { hosts: [127.0.0.1], schemes: [http], ports: ["%1$d"], allow-private: [127.0.0.0/8] }
    sync:
      sources:
        slow:
          url: http://127.0.0.1:%1$d/rows
          paging: page
          requests-per-second: 100
          parallel: 1
          key: [id]
        huge:
          url: http://127.0.0.1:%1$d/huge
          largest-page: 64MiB
          key: [id]
    """
        .formatted(port);
  }

  /** From now on it has other rows; answers what their keys begin with. */
  String renew() {
    asked.clear();
    round++;
    return key("");
  }

  /** Pages after the tenth come when they are released. */
  void hold() {
    held = new CountDownLatch(1);
  }

  void release() {
    held.countDown();
  }

  private String key(Object row) {
    return "round-%d-%s".formatted(round, row);
  }

  private void rows(HttpExchange exchange) throws IOException {
    int page = Integer.parseInt(exchange.getRequestURI().getQuery().replaceAll(".*page=", ""));
    asked.add(page);
    pause(page);
    String rows =
        IntStream.range(100 * (page - 1), Math.min(ROWS, 100 * page))
            .mapToObj(row -> "{\"id\":\"%s\",\"value\":%d}".formatted(key(row), row))
            .collect(Collectors.joining(",", "[", "]"));
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(rows.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One row of small objects: each takes some thirty times as much in memory as here. */
  private static void huge(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    byte[] many = "{\"id\":1},".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write("[{\"id\":1,\"parts\":[".getBytes(StandardCharsets.UTF_8));
      for (int sent = 0; sent < HUGE; sent += 10_000) {
        body.write(many);
      }
      body.write("{\"id\":1}]}]".getBytes(StandardCharsets.UTF_8));
    }
  }

  private void pause(int page) {
    try {
      if (page > HELD_AFTER) {
        held.await();
      }
      Thread.sleep(PACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
