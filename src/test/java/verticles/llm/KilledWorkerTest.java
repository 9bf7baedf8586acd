package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.until;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestJvm;
import verticles.testing.TestPostgres;

class KilledWorkerTest {
  @Test
  void a_document_whose_worker_is_killed_is_finished_by_another_from_where_it_was() {
    PostgresTarget database = TestPostgres.migrated();
    AtomicBoolean hold = new AtomicBoolean(true);
    try (LlmServer server = new LlmServer()) {
      server.script =
          chat ->
              () -> {
                String text = LlmChat.user(chat.asked);
                if (text.startsWith("Paragraph 6.") && hold.getAndSet(false)) {
                  chat.begin().delta("PARA");
                } else {
                  chat.say(text.toUpperCase(Locale.ROOT));
                }
              };
      LlmConfig config = LlmDesk.config(server.url(), "max-tokens: 192", "context: 1200");
      try (TestJvm worker = worker(database, server);
          LlmDesk asking = new LlmDesk(database, config, "workers: none")) {
        worker.await("works for");
        UUID id =
            asking.ask(
                "document.enhance",
                EnhanceTaskTest.proofread().put("text", EnhanceTaskTest.paragraphs(12)));
        until("it hangs in the fourth part", () -> !hold.get());

        worker.kill();

        try (LlmDesk other = new LlmDesk(database, config, "lease: 2s")) {
          JsonObject result = other.result(id);
          assertThat(result.getString("text"))
              .isEqualTo(EnhanceTaskTest.paragraphs(12).toUpperCase(Locale.ROOT));
        }
        List<String> users = server.users();
        assertThat(users).as("6 parts, of which one was asked for twice").hasSize(7);
        assertThat(users.get(4)).isEqualTo(users.get(3)).startsWith("Paragraph 6.");
      }
    }
  }

  private static TestJvm worker(PostgresTarget database, LlmServer server) {
    return TestJvm.start(
        LlmWorker.class,
        database.host(),
        String.valueOf(database.port()),
        database.database(),
        database.user(),
        database.password().reveal(),
        server.url());
  }
}
