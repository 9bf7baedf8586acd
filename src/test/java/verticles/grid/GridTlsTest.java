package verticles.grid;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.embedded.Ports;
import verticles.testing.TestCertificates;
import verticles.testing.TestCertificates.Pem;

/** Messages between nodes on mutual TLS. */
class GridTlsTest {
  @TempDir static Path folder;
  private static final int PORT = Ports.free();
  private static TestCertificates authority;
  private static Grid first;
  private static final AtomicInteger HEARD = new AtomicInteger();

  private Optional<Grid> other = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    authority = TestCertificates.in(Files.createDirectory(folder.resolve("ours")));
    first = start(tls(authority, authority), PORT);
    answer(first);
  }

  private static void answer(Grid node) {
    await(
        node.vertx()
            .eventBus()
            .<String>consumer(
                "echo",
                message -> {
                  HEARD.incrementAndGet();
                  message.reply("heard " + message.body());
                })
            .completion());
  }

  @AfterAll
  static void stop() {
    await(first.close());
  }

  @AfterEach
  void leave() {
    other.ifPresent(node -> await(node.close()));
    until("the first is alone again", () -> first.members().size() == 1);
  }

  private static GridTls tls(TestCertificates signed, TestCertificates trusted) {
    Pem pem = signed.sign("node" + System.nanoTime(), "ip:127.0.0.1");
    return new GridTls(
        Optional.of(pem.certificate()), Optional.of(pem.key()), Optional.of(trusted.ca()));
  }

  private static Grid start(GridTls tls, int port) {
    return start("tls", tls, port, PORT);
  }

  private static Grid start(String cluster, GridTls tls, int port, int seed) {
    return await(
        Grid.start(
            new GridConfig(
                cluster + "-" + PORT, "127.0.0.1", port, List.of("127.0.0.1:" + seed), tls),
            new VertxOptions(),
            UnaryOperator.identity()));
  }

  private Grid join(GridTls tls) {
    Grid joined = start(tls, Ports.free());
    other = Optional.of(joined);
    until("both see both", () -> first.members().size() == 2 && joined.members().size() == 2);
    return joined;
  }

  private static boolean reaches(Grid node, String word) {
    return await(
        node.vertx()
            .eventBus()
            .<String>request("echo", word, new DeliveryOptions().setSendTimeout(2000))
            .map(reply -> reply.body().equals("heard " + word))
            .otherwise(false));
  }

  @Test
  void nodes_with_certificates_of_the_same_authority_talk() {
    Grid second = join(tls(authority, authority));

    until("the second node reaches the first", () -> reaches(second, "hello"));
  }

  @Test
  void a_node_without_a_certificate_reaches_nobody() {
    Grid stranger = join(GridTls.NONE);
    int before = HEARD.get();

    assertThat(reaches(stranger, "let me in")).isFalse();
    assertThat(reaches(stranger, "let me in")).isFalse();
    assertThat(HEARD.get()).isEqualTo(before);
  }

  @Test
  void a_node_with_a_certificate_of_another_authority_reaches_nobody_and_hears_nothing()
      throws Exception {
    TestCertificates another =
        TestCertificates.in(Files.createDirectories(folder.resolve("theirs")));
    Grid stranger = join(tls(another, authority));
    AtomicInteger overheard = new AtomicInteger();
    await(
        stranger
            .vertx()
            .eventBus()
            .<String>consumer("secrets", message -> overheard.incrementAndGet())
            .completion());
    int before = HEARD.get();

    assertThat(reaches(stranger, "let me in")).isFalse();
    for (int i = 0; i < 5; i++) {
      first.vertx().eventBus().publish("secrets", "the price of tomorrow");
    }
    failure(
        first
            .vertx()
            .eventBus()
            .request("secrets", "a word", new DeliveryOptions().setSendTimeout(2000)));

    assertThat(overheard.get()).isZero();
    assertThat(HEARD.get()).isEqualTo(before);
  }

  @Test
  void a_new_authority_and_new_certificates_are_taken_without_a_restart() throws Exception {
    TestCertificates next = TestCertificates.in(Files.createDirectories(folder.resolve("next")));
    GridTls ours = copied("running", authority);
    GridTls theirs = copied("other", authority);
    int port = Ports.free();
    Grid running = start("renewed", ours, port, port);
    Grid second = start("renewed", theirs, Ports.free(), port);
    answer(running);
    until("the second node reaches the first", () -> reaches(second, "hello"));

    for (GridTls files : List.of(ours, theirs)) {
      install(next.sign("next" + System.nanoTime(), "ip:127.0.0.1"), next, files);
    }
    for (Grid node : List.of(running, second)) {
      assertThat(await(node.certificate().orElseThrow().look(node.vertx()))).isTrue();
    }
    Grid third = start("renewed", tls(next, next), Ports.free(), port);
    Grid late = start("renewed", tls(authority, authority), Ports.free(), port);

    until("the third node reaches the first", () -> reaches(third, "hello"));
    answer(third);
    until("the second reaches one of both", () -> reaches(second, "hello again"));
    assertThat(reaches(late, "an authority that counts no more")).isFalse();
    for (Grid node : List.of(late, third, second, running)) {
      await(node.close());
    }
  }

  private static GridTls copied(String name, TestCertificates authority) throws IOException {
    Path files = Files.createDirectories(folder.resolve(name));
    GridTls made =
        new GridTls(
            Optional.of(files.resolve("node.pem")),
            Optional.of(files.resolve("node.key")),
            Optional.of(files.resolve("ca.pem")));
    install(authority.sign(name, "ip:127.0.0.1"), authority, made);
    return made;
  }

  private static void install(Pem pem, TestCertificates authority, GridTls files)
      throws IOException {
    Files.copy(pem.certificate(), files.certificate().orElseThrow(), REPLACE_EXISTING);
    Files.copy(pem.key(), files.key().orElseThrow(), REPLACE_EXISTING);
    Files.copy(authority.ca(), files.ca().orElseThrow(), REPLACE_EXISTING);
  }

  @Test
  void half_of_it_is_refused() {
    assertThatThrownBy(
            () ->
                new GridTls(Optional.of(Path.of("a")), Optional.of(Path.of("b")), Optional.empty()))
        .hasMessageContaining("together");
  }

  @Test
  void files_that_are_not_there_stop_the_start() {
    Path nothing = folder.resolve("nothing.pem");
    GridTls tls = new GridTls(Optional.of(nothing), Optional.of(nothing), Optional.of(nothing));

    assertThat(
            failure(
                Grid.start(
                    new GridConfig("x", "127.0.0.1", Ports.free(), List.of(), tls),
                    new VertxOptions(),
                    UnaryOperator.identity())))
        .hasMessageContaining("grid.tls: ")
        .hasMessageContaining("nothing.pem cannot be read");
  }
}
