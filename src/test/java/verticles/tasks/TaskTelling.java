package verticles.tasks;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import verticles.bus.Bus;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.notify.NoticeFrame;
import verticles.notify.Notifier;
import verticles.notify.NotifyConfig;
import verticles.notify.NotifyMessage;
import verticles.notify.NotifyVerticle;
import verticles.notify.StreamEnd;
import verticles.notify.StreamToken;
import verticles.notify.SubscriberGroup;
import verticles.notify.Topic;
import verticles.notify.Wire;
import verticles.postgres.PostgresPool;
import verticles.security.VerifiedToken;
import verticles.testing.TestConfig;

/** Whom a worker of the benchmark tells how its tasks stand: nobody, or the notifications. */
final class TaskTelling {
  static final String SILENT = "silent";
  static final String HEARD = "heard";
  private static final LongAdder FRAMES = new LongAdder();

  private TaskTelling() {}

  /** As one of silent, told and heard says; heard: each owner listens on this node. */
  static Notifier of(String way, Vertx vertx, Bus bus, PostgresPool postgres) {
    if (way.equals(SILENT)) {
      return Notifier.SILENT;
    }
    bus.carry(NotifyMessage.class);
    NotifyVerticle telling =
        new NotifyVerticle(
            TestConfig.section("notifications", NotifyConfig.class), bus, vertx, postgres);
    vertx.deployVerticle(telling).await();
    if (way.equals(HEARD)) {
      vertx.getOrCreateContext().runOnContext(listen -> listen(vertx, telling));
    }
    return telling.notifier();
  }

  private static void listen(Vertx vertx, NotifyVerticle telling) {
    var here = vertx.getOrCreateContext();
    SubscriberGroup group =
        telling.group(InstantSource.system(), action -> here.runOnContext(run -> action.run()));
    for (int owner = 0; owner < TaskBench.OWNERS; owner++) {
      Caller caller = new Caller("user" + owner, "bench", Role.TRADER);
      Instant end = Instant.now().plus(Duration.ofDays(1));
      VerifiedToken verified = new VerifiedToken(caller, "id", end, end.toEpochMilli());
      group.join(
          new StreamToken(verified, "", again -> io.vertx.core.Future.succeededFuture(verified)),
          Set.of(Topic.TASKS),
          OptionalLong.empty(),
          new Counting());
    }
  }

  private static final class Counting implements Wire {
    @Override
    public boolean full() {
      return false;
    }

    @Override
    public void send(NoticeFrame frame) {
      FRAMES.add(frame.event().length());
    }

    @Override
    public void end(StreamEnd why, NoticeFrame last) {}
  }
}
