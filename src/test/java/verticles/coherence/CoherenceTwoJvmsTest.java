package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;

import org.junit.jupiter.api.Test;
import verticles.embedded.Ports;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.testing.Patience;
import verticles.testing.TestCluster;
import verticles.testing.TestJvm;

class CoherenceTwoJvmsTest {
  private static final String CLUSTER = "coherence-jvms-" + ProcessHandle.current().pid();

  @Test
  void everyKindOfTargetReachesAnotherJvmAsItIs() {
    int port = Ports.free();
    Invalidation change =
        Invalidation.of(
            Mode.EXPIRE,
            new Target.Key("k/ü"),
            new Target.Tag("zone:DK1"),
            new Target.Namespace("n"),
            new Target.Pattern("n/*"),
            new Target.Everything());
    try (CoherencePeer here =
            CoherencePeer.on(TestCluster.join(CLUSTER, port, port), new ModelTier());
        TestJvm other = TestJvm.start(CoherencePeer.class, CLUSTER, "" + Ports.free(), "" + port)) {
      other.await("ready");

      Patience.holds(
          () -> assertThat(await(here.coherence().invalidate(change)).nodes()).isEqualTo(2));

      assertThat(other.await("applied " + change.id())).isEqualTo("EXPIRE " + change.targets());
    }
  }
}
