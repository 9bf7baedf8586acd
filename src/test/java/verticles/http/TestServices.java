package verticles.http;

import static verticles.http.TestServer.LARGEST_ENTRY;
import static verticles.http.TestServer.SECURITY;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import verticles.config.DataSize;
import verticles.config.Secret;
import verticles.market.ImportTask;
import verticles.market.MarketImport;
import verticles.postgres.Postgres;
import verticles.privacy.AccountData;
import verticles.privacy.Consents;
import verticles.secret.SecretsConfig;
import verticles.secret.Vault;
import verticles.security.AccountDesk;
import verticles.security.Accounts;
import verticles.security.DemoAccount;
import verticles.security.Proofs;
import verticles.security.Revocations;
import verticles.security.ServiceTokens;
import verticles.security.Sessions;
import verticles.security.SigningKeyList;
import verticles.sync.SyncConfig;
import verticles.sync.SyncSources;
import verticles.tasks.RetentionSweep;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskVerticle;
import verticles.tasks.Tasks;
import verticles.tasks.TasksConfig;
import verticles.testing.NoPostgres;
import verticles.testing.TestEgress;
import verticles.webhook.Webhooks;

/**
 * What is behind the face of a {@link TestServer}: small, in memory, or a database that may be
 * down.
 */
record TestServices(TestServer server, Postgres database) {
  HttpServices all() {
    Revocations revocations = new Revocations(server.tokens, new MemoryRevocations(), server.bus);
    Sessions sessions =
        new Sessions(database, server.tokens, revocations, SECURITY, InstantSource.system());
    Accounts accounts = new Accounts(server.vertx, database, InstantSource.system());
    return new HttpServices(
        server.bus,
        server.cache,
        new CacheServices(
            server.admin, server.warmer, new DataSize(1 << 20), new DataSize(LARGEST_ENTRY)),
        new TwoDatasets(),
        server.tokens,
        accounts,
        WaysIn.NONE,
        server.limiter,
        (request, rows) -> server.importer.run(request, rows),
        tasks(),
        server.notify,
        Optional.of(new DemoAccount("demo", "open-sesame-1")),
        true,
        new IdentityServices(
            new AccountDesk(
                database, accounts, sessions, revocations, SECURITY, InstantSource.system()),
            sessions,
            new Proofs(database, SECURITY, InstantSource.system()),
            revocations,
            new ServiceTokens(database, revocations, InstantSource.system()),
            new SigningKeyList(database),
            SECURITY),
        new AuditServices(server.audit, server.audit),
        new PrivacyServices(
            new Consents(new NoPostgres(), address -> new byte[32], InstantSource.system()),
            new AccountData(
                new NoPostgres(),
                server.audit,
                server.audit,
                List.of(),
                user -> Future.succeededFuture(),
                InstantSource.system())));
  }

  /** Tasks without a database: what is asked for is checked, and then refused. */
  private TaskServices tasks() {
    Tasks tasks =
        new TaskVerticle(
                new TasksConfig(
                    TasksConfig.Workers.NONE,
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(8),
                    3,
                    100,
                    2,
                    Duration.ofDays(60),
                    List.of()),
                List.of(
                    new RetentionSweep(new NoPostgres(), Duration.ofDays(60)),
                    new ImportTask(
                        new MarketImport(new NoPostgres().target()),
                        new TaskFiles(new NoPostgres()))),
                server.vertx,
                server.bus,
                new NoPostgres(),
                new NoPostgres(),
                server.meters)
            .tasks();
    return new TaskServices(
        tasks,
        (owner, content) ->
            new TaskFiles.Kept(new UUID(0, 1), content.transferTo(OutputStream.nullOutputStream())),
        server.forgotten::add,
        new TaskFiles(database),
        new Webhooks(database, vault(), TestEgress.to(server.vertx, "webhook", 7777)),
        new SyncSources(new SyncConfig(Map.of()), database));
  }

  private static Vault vault() {
    try {
      SecretsConfig none = new SecretsConfig(new Secret(""), new Secret(""));
      return Vault.open(none, Files.createTempDirectory("spinreserve-vault"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
