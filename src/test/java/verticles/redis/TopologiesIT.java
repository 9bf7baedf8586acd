package verticles.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.config.Secret;
import verticles.testing.Signals;
import verticles.testing.TestProxy;
import verticles.testing.TestRedis;

/** Sentinel, ACL users and TLS with real servers. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class TopologiesIT {
  @TempDir static Path folder;
  static Vertx vertx;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  @Test
  void sentinelsLeadToTheNewMaster() {
    try (TestRedis master = TestRedis.start(folder);
        TestRedis replica =
            TestRedis.start(folder, "--replicaof", "127.0.0.1", "" + master.port());
        TestRedis frozen = TestRedis.sentinel(folder, master);
        TestRedis sentinel = TestRedis.sentinel(folder, master)) {
      until("linked", () -> replica.ask("INFO", "replication").contains("master_link_status:up"));
      until(
          "known",
          () -> sentinel.ask("SENTINEL", "slaves", "mymaster").contains("" + replica.port()));
      // the first address is of one that never answers
      Signals.freeze(frozen.pid());
      RedisServers redis =
          connected(
              config(
                  RedisTopology.SENTINEL,
                  "redis://127.0.0.1:" + frozen.port(),
                  "",
                  RedisTls.USUAL,
                  "127.0.0.1:" + sentinel.port()));
      assertThat(set(redis, "key", "first")).isTrue();

      master.kill();

      until("a new master", () -> set(redis, "key", "second"));
      assertThat(replica.ask("GET", "key")).isEqualTo("second");
      Signals.thaw(frozen.pid());
      await(redis.close());
    }
  }

  @Test
  void oneRefusedCommandOfABatchLeavesTheOthersAlone() {
    try (TestRedis server = TestRedis.start(folder)) {
      RedisServers redis = connected(standalone("redis://127.0.0.1:" + server.port(), ""));

      List<Reply> replies =
          await(
              redis
                  .at("text")
                  .batch(
                      List.of(
                          Request.cmd(Command.SET).arg("text").arg("value"),
                          Request.cmd(Command.INCR).arg("text"),
                          Request.cmd(Command.GET).arg("missing"),
                          Request.cmd(Command.GET).arg("text"))));

      assertThat(replies).extracting(Reply::isDone).containsExactly(true, false, true, true);
      assertThat(replies.get(1).refusal()).contains("not an integer");
      assertThat(replies.get(2).value()).isEmpty();
      assertThat(replies.get(3).text()).hasValue("value");
      await(redis.close());
    }
  }

  @Test
  void anAclUserSignsInAndIsHeldToItsRights() {
    try (TestRedis server = TestRedis.start(folder)) {
      server.ask("ACL", "SETUSER", "cache", "on", ">pa:ss@word/", "~sr:*", "+@all");
      server.ask("ACL", "SETUSER", "default", "off");
      RedisServers redis =
          connected(standalone("redis://127.0.0.1:" + server.port(), "cache", "pa:ss@word/"));
      RedisServers inUrl =
          connected(standalone("redis://cache:pa%3Ass%40word%2F@127.0.0.1:" + server.port(), ""));

      assertThat(set(redis, "sr:key", "value")).isTrue();
      assertThat(set(redis, "other", "value")).isFalse();
      assertThat(set(inUrl, "sr:key", "value")).isTrue();
      await(redis.close());
      await(inUrl.close());
    }
  }

  @Test
  void tlsIsSpokenToWhomTheCaHasSigned() throws Exception {
    Path store = folder.resolve("server.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "s",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-storetype",
        "PKCS12",
        "-storepass",
        "changeit",
        "-keystore",
        store.toString());
    Path ca = folder.resolve("ca.pem");
    Files.writeString(ca, pem(store));
    NetServerOptions secure =
        new NetServerOptions()
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword("changeit"));
    try (TestRedis server = TestRedis.start(folder);
        TestProxy proxy = new TestProxy(vertx, secure, server.port())) {
      String url = "rediss://localhost:" + proxy.port();
      RedisTls trusting = new RedisTls(Optional.of(ca), Optional.empty(), Optional.empty(), true);
      RedisServers redis = connected(config(RedisTopology.STANDALONE, url, "", trusting));
      RedisServers wary = connection(config(RedisTopology.STANDALONE, url, "", RedisTls.USUAL));
      RedisServers otherHost =
          connection(
              config(
                  RedisTopology.STANDALONE, url.replace("localhost", "127.0.0.1"), "", trusting));

      assertThat(set(redis, "key", "value")).isTrue();
      assertThat(server.ask("GET", "key")).isEqualTo("value");
      until("refused", () -> said(wary).contains("SSL") || said(wary).contains("certif"));
      until("refused", () -> said(otherHost).contains("127.0.0.1"));
      await(redis.close());
      await(wary.close());
      await(otherHost.close());
    }
  }

  private static String said(RedisServers redis) {
    return redis.state() instanceof RedisState.Down down ? down.reason() : "";
  }

  private static String pem(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    byte[] certificate = keys.getCertificate("s").getEncoded();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static boolean set(RedisServers redis, String key, String value) {
    Request set = Request.cmd(Command.SET).arg(key).arg(value);
    return await(
        redis
            .at(key)
            .batch(List.of(set))
            .map(replies -> replies.getFirst().isDone())
            .otherwise(false));
  }

  private static RedisServers connected(RedisConfig config) {
    RedisServers redis = connection(config);
    until("up", redis::state, RedisState.Up.class::isInstance);
    return redis;
  }

  private static RedisServers connection(RedisConfig config) {
    return RedisOpening.open(vertx, config, config.url(), InstantSource.system());
  }

  private static RedisConfig standalone(String url, String user) {
    return config(RedisTopology.STANDALONE, url, user, RedisTls.USUAL);
  }

  private static RedisConfig standalone(String url, String user, String password) {
    return config(RedisTopology.STANDALONE, url, user, password, RedisTls.USUAL);
  }

  private static RedisConfig config(
      RedisTopology topology, String url, String user, RedisTls tls, String... nodes) {
    return config(topology, url, user, "", tls, nodes);
  }

  private static RedisConfig config(
      RedisTopology topology,
      String url,
      String user,
      String password,
      RedisTls tls,
      String... nodes) {
    return new RedisConfig(
        new Secret(url),
        List.of(nodes),
        topology,
        "mymaster",
        user,
        new Secret(password),
        tls,
        4,
        1000,
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofMillis(100));
  }
}
