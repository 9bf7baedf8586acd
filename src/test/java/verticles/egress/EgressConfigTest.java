package verticles.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.config.Binder;
import verticles.config.Problems;
import verticles.config.Setting;
import verticles.config.YamlSettings;

class EgressConfigTest {
  private final Vertx vertx = Vertx.vertx();
  private final Problems problems = new Problems();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fcm.googleapis.com/fcm/send/x",
        "https://updates.push.services.mozilla.com/wpush/v2/x",
        "https://wns2-par02p.notify.windows.com/w/?token=x",
        "https://web.push.apple.com/x"
      })
  void the_push_services_may_be_asked(String address) throws Exception {
    PurposeConfig push = shipped("push: {}").orElseThrow().push();
    Names names = new Names().answer(URI.create(address).getHost(), "93.184.215.14");

    await(new Guard(push, names).admit(URI.create(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/",
        "http://fcm.googleapis.com/",
        "https://fcm.googleapis.com:8443/",
        "https://push.apple.com.evil.example/",
        "https://evil-fcm.googleapis.com/"
      })
  void nobody_else_is_a_push_service(String address) throws Exception {
    PurposeConfig push = shipped("push: {}").orElseThrow().push();

    assertThat(failure(new Guard(push, new Names()).admit(URI.create(address))))
        .hasMessageStartingWith("This address is not allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          llm: {hosts: ["*"]}                 | egress.llm.hosts
          llm: {hosts: ["*.com"]}             | egress.llm.hosts
          llm: {hosts: ["https://a.example"]} | egress.llm.hosts
          llm: {hosts: [Example.com]}         | egress.llm.hosts
          llm: {hosts: [0x7f.1]}              | an IP address
          llm: {hosts: [127.1]}               | an IP address
          llm: {hosts: ["[::ffff:7f00:1]"]}   | an IP address
          llm: {schemes: [ftp]}               | egress.llm.schemes
          llm: {ports: ["0"]}                 | egress.llm.ports
          llm: {allow-private: [10.0.0.0]}    | egress.llm.allow-private
          llm: {allow-private: [10.0.0.0/33]} | a network such as
          llm: {allow-private: ["fd00::/129"]}| a network such as
          llm: {redirects: 4}                 | egress.llm.redirects
          """)
  void a_bad_setting_stops_the_start(String written, String said) throws Exception {
    assertThat(shipped(written)).isEmpty();
    assertThat(problems.found().getFirst().toString()).contains(said);
  }

  @Test
  void the_system_looks_names_up() throws Exception {
    EgressConfig config =
        shipped(
                "llm: {hosts: [localhost, nowhere.invalid], allow-private: [127.0.0.0/8, '::1/128']}")
            .orElseThrow();
    EgressClient egress =
        EgressClient.open(vertx, config, new SimpleMeterRegistry(), InstantSource.system());

    await(egress.check(Purpose.LLM, URI.create("https://localhost/")));
    assertThat(failure(egress.check(Purpose.LLM, URI.create("https://nowhere.invalid/"))))
        .hasMessageContaining("name of the other server is unknown");
    await(egress.close());
  }

  private Optional<EgressConfig> shipped(String written) throws Exception {
    try (var yaml = EgressConfig.class.getResourceAsStream("/conf/spinreserve.yaml")) {
      var all = YamlSettings.read("test", new String(yaml.readAllBytes(), UTF_8), problems);
      var over = YamlSettings.read("test", "egress: {" + written + "}", problems);
      var section = (Setting.Section) requireNonNull(all.overlaid(over).entries().get("egress"));
      return new Binder(problems).bind("egress", section, EgressConfig.class);
    }
  }
}
