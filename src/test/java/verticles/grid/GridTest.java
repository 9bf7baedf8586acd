package verticles.grid;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import verticles.config.Binder;
import verticles.config.Problems;
import verticles.config.Setting;
import verticles.config.YamlSettings;

class GridTest {
  private final int port = freePort();

  @Test
  void aNodeWithoutMembersIsAClusterOfOne() {
    Grid alone = start(List.of());

    assertThat(alone.members()).containsExactly(alone.nodeId());
    assertThat(await(alone.isClusterSafe())).isTrue();
    await(alone.close());
  }

  @Test
  void twoNodesFindEachOtherByTheirMembersAndTalk() {
    List<String> members = List.of("127.0.0.1:" + port, "127.0.0.1:" + (port + 1));
    Grid first = start(members);
    Grid second = start(members);

    until("both see both", () -> first.members().size() == 2 && second.members().size() == 2);
    assertThat(first.members()).containsExactlyInAnyOrderElementsOf(second.members());
    assertThat(first.nodeId()).isNotEqualTo(second.nodeId());
    await(
        first
            .vertx()
            .eventBus()
            .<String>consumer("echo", message -> message.reply("first heard " + message.body()))
            .completion());
    until(
        "the second node reaches the first",
        () ->
            await(
                second
                    .vertx()
                    .eventBus()
                    .<String>request("echo", "a word")
                    .map(reply -> reply.body().equals("first heard a word"))
                    .otherwise(false)));
    until("nothing would be lost", () -> await(first.isClusterSafe()));

    await(second.close());

    until("the first is alone again", () -> first.members().size() == 1);
    await(first.close());
  }

  @Test
  void aNodeThatNamesNobodyCanBeJoinedByOneThatNamesIt() {
    Grid first = start(List.of());
    Grid second = start(List.of("127.0.0.1:" + port));

    until("both see both", () -> first.members().size() == 2 && second.members().size() == 2);
    await(second.close());
    await(first.close());
  }

  @Test
  void nodesThatNameNobodyStayApart() {
    Grid one = start(List.of());
    Grid other = start(List.of());

    assertThat(one.members()).containsExactly(one.nodeId());
    assertThat(other.members()).containsExactly(other.nodeId());
    await(one.close());
    await(other.close());
  }

  @Test
  void nodesOfAnotherClusterNameStayApart() {
    List<String> members = List.of("127.0.0.1:" + port, "127.0.0.1:" + (port + 1));
    Grid ours = start(members);
    Grid theirs =
        await(
            Grid.start(
                new GridConfig("another", "127.0.0.1", port, members, GridTls.NONE),
                new VertxOptions(),
                UnaryOperator.identity()));

    assertThat(ours.members()).hasSize(1);
    assertThat(theirs.members()).hasSize(1);
    await(ours.close());
    await(theirs.close());
  }

  @Test
  void nothingIsDiscoveredThatIsNotNamed() throws Exception {
    var join =
        Grid.settings(new GridConfig("x", "127.0.0.1", port, List.of(), GridTls.NONE))
            .getNetworkConfig();

    assertThat(join.getJoin().getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.getJoin().getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(join.getJoin().getTcpIpConfig().getMembers()).isEmpty();
    assertThat(join.getInterfaces().isEnabled()).isTrue();
    assertThat(join.getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
  }

  @Test
  void anInterfaceThatIsNotThereStopsTheStart() {
    GridConfig elsewhere = new GridConfig("x", "nowhere.invalid", port, List.of(), GridTls.NONE);

    assertThat(failure(Grid.start(elsewhere, new VertxOptions(), UnaryOperator.identity())))
        .hasMessageContaining("nowhere.invalid");
  }

  @Test
  void theShippedSettingsAreAccepted() throws Exception {
    try (var yaml = Grid.class.getResourceAsStream("/conf/spinreserve.yaml")) {
      Problems problems = new Problems();
      var all = YamlSettings.read("test", new String(yaml.readAllBytes(), UTF_8), problems);
      var section = (Setting.Section) requireNonNull(all.entries().get("grid"));

      GridConfig config =
          new Binder(problems).bind("grid", section, GridConfig.class).orElseThrow();

      assertThat(config)
          .isEqualTo(new GridConfig("spinreserve", "127.0.0.1", 5701, List.of(), GridTls.NONE));
    }
  }

  private Grid start(List<String> members) {
    return await(
        Grid.start(
            new GridConfig("test-" + port, "127.0.0.1", port, members, GridTls.NONE),
            new VertxOptions(),
            UnaryOperator.identity()));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
