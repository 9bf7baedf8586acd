package verticles.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.postgres.LocalPostgres;
import verticles.postgres.Migrations;
import verticles.testing.Signals;

class FrozenDatabaseTest {
  @Test
  void aLeaderWhoseDatabaseFreezesEndsAndBeginsAnewWhenItThaws(@TempDir Path data) {
    Vertx vertx = Vertx.vertx();
    LocalPostgres server = LocalPostgres.start(data);
    new Migrations(server.target()).run();
    PostgresLeadership node = new PostgresLeadership(vertx, server.target(), "node");
    List<String> diary = new CopyOnWriteArrayList<>();
    node.campaign("work", writing(diary));
    until("it leads", () -> diary.contains("begin 1"));

    Signals.freeze(server.pid());
    try {
      until("it has ended", () -> diary.contains("end"));
      assertThat(node.fence("work")).isEmpty();
    } finally {
      Signals.thaw(server.pid());
    }

    until("it leads again", () -> diary.contains("begin 2"));
    await(node.close());
    server.stop();
    await(vertx.close());
  }

  private static Leadership.Led writing(List<String> diary) {
    return new Leadership.Led() {
      @Override
      public Future<Void> begin(long fence) {
        diary.add("begin " + fence);
        return Future.succeededFuture();
      }

      @Override
      public Future<Void> end() {
        diary.add("end");
        return Future.succeededFuture();
      }
    };
  }
}
