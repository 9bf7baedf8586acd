package verticles.llm;

import verticles.config.Secret;
import verticles.postgres.PostgresTarget;

/** A worker in a process of its own, to be killed. */
final class LlmWorker {
  private LlmWorker() {}

  /** Host, port, database, user, password and the endpoint's url. */
  public static void main(String... arguments) throws InterruptedException {
    PostgresTarget database =
        new PostgresTarget(
            arguments[0],
            Integer.parseInt(arguments[1]),
            arguments[2],
            arguments[3],
            new Secret(arguments[4]));
    LlmConfig config = LlmDesk.config(arguments[5], "max-tokens: 192", "context: 1200");
    try (LlmDesk desk = new LlmDesk(database, config, "lease: 2s")) {
      System.out.println("works for " + desk.tasks.types().size());
      Thread.sleep(60_000);
    }
  }
}
