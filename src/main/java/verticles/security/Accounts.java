package verticles.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;

/**
 * Local accounts. Passwords are hashed on threads of their own, few at a time, because each takes
 * 19 MiB and tens of milliseconds; when too many wait, the next is refused.
 */
public final class Accounts {
  private static final String DEMO = "demo";
  private static final String DEMO_ORGANISATION = "sim-north";
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");
  private static final int LONGEST_PASSWORD = 200;
  private static final int SHORTEST_PASSWORD = 10;
  private static final int HASHING = 2;
  private static final int WAITING = 64;

  private record Account(String hash, Caller caller) {}

  private final Postgres postgres;
  private final WorkerExecutor hashing;
  private final AtomicInteger waiting = new AtomicInteger();
  private final FailureDelay delay;
  private final String hashOfNobody;

  /** The accounts of that database. */
  public Accounts(Vertx vertx, Postgres postgres, InstantSource clock) {
    this.postgres = postgres;
    this.hashing = vertx.createSharedWorkerExecutor("password", HASHING);
    this.delay = new FailureDelay(clock);
    this.hashOfNobody = PasswordHash.of(random());
  }

  /**
   * Makes an account.
   *
   * @return fails with BAD_REQUEST when name or password are not usable and with CONFLICT when the
   *     name is taken
   */
  public Future<Void> create(String username, String password, String organisation, Role role) {
    String name = username.toLowerCase(Locale.ROOT);
    if (!USERNAME.matcher(name).matches()) {
      return failed(
          Failure.BAD_REQUEST, "A user name has up to 63 letters, digits and . _ @ - in it.");
    }
    if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
      return failed(
          Failure.BAD_REQUEST,
          "A password has %d to %d characters.".formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD));
    }
    return off(() -> PasswordHash.of(password))
        .compose(
            hash ->
                postgres.query(
                    "INSERT INTO account (username, password_hash, organisation_id, role)"
                        + " VALUES ($1, $2, nullif($3, ''), $4) ON CONFLICT DO NOTHING",
                    Tuple.of(name, hash, organisation, role.label())))
        .compose(
            inserted ->
                inserted.rowCount() == 1
                    ? Future.succeededFuture()
                    : failed(Failure.CONFLICT, "That user name is taken."));
  }

  /**
   * Checks a password. An unknown name takes as long as a wrong password.
   *
   * @return the caller, or a {@link FailureException}: UNAUTHENTICATED, or TOO_MANY after several
   *     failures of that name
   */
  public Future<Caller> verify(String username, String password) {
    String name = username.toLowerCase(Locale.ROOT);
    Duration wait = delay.remaining(name);
    if (wait.isPositive()) {
      return failed(
          Failure.TOO_MANY,
          "Too many wrong passwords; try again in %d s.".formatted(wait.toSeconds() + 1));
    }
    if (name.length() > 63 || password.length() > LONGEST_PASSWORD) {
      return failed(Failure.UNAUTHENTICATED, "User name or password is wrong.");
    }
    return find(name)
        .compose(
            account ->
                off(() ->
                        PasswordHash.matches(
                            password, account.map(Account::hash).orElse(hashOfNobody)))
                    .compose(matches -> verdict(name, account, matches)));
  }

  private Future<Caller> verdict(String name, Optional<Account> account, boolean matches) {
    if (account.isEmpty() || !matches) {
      delay.failed(name);
      return failed(Failure.UNAUTHENTICATED, "User name or password is wrong.");
    }
    delay.succeeded(name);
    return Future.succeededFuture(account.get().caller());
  }

  /**
   * Who an account is.
   *
   * @return fails with UNAUTHENTICATED when it is not there any more
   */
  public Future<Caller> caller(String username) {
    return find(username)
        .map(
            account ->
                account
                    .map(Account::caller)
                    .orElseThrow(
                        () ->
                            FailureException.of(
                                Failure.UNAUTHENTICATED, "This account is not there any more.")));
  }

  /**
   * Makes sure that the demo's trader can sign in. The password is made once per data folder.
   *
   * @return what to print and to offer on the sign-in page
   */
  public Future<DemoAccount> ensureDemo(Path dataFolder) {
    String password =
        PrivateFiles.readOrMake(
            dataFolder.resolve("secrets").resolve("demo-password"), Accounts::random);
    return find(DEMO)
        .compose(
            account ->
                off(() -> account.isPresent() && PasswordHash.matches(password, account.get().hash))
                    .compose(
                        same -> same ? Future.succeededFuture() : writeDemo(password).mapEmpty()))
        .map(ready -> new DemoAccount(DEMO, password));
  }

  private Future<RowSet<Row>> writeDemo(String password) {
    return off(() -> PasswordHash.of(password))
        .compose(
            hash ->
                postgres.query(
                    "INSERT INTO account (username, password_hash, organisation_id, role)"
                        + " VALUES ($1, $2, $3, $4) ON CONFLICT (username) DO UPDATE SET"
                        + " password_hash = excluded.password_hash,"
                        + " organisation_id = excluded.organisation_id, role = excluded.role",
                    Tuple.of(DEMO, hash, DEMO_ORGANISATION, Role.TRADER.label())));
  }

  private Future<Optional<Account>> find(String name) {
    return postgres
        .query(
            "SELECT password_hash, coalesce(organisation_id, '') AS organisation_id, role"
                + " FROM account WHERE username = $1",
            Tuple.of(name))
        .map(rows -> rows.size() == 0 ? Optional.empty() : account(name, rows.iterator().next()));
  }

  private static Optional<Account> account(String name, Row row) {
    return Role.of(row.getString("role"))
        .map(role -> new Caller(name, row.getString("organisation_id"), role))
        .map(caller -> new Account(row.getString("password_hash"), caller));
  }

  private <T> Future<T> off(Callable<T> work) {
    if (waiting.incrementAndGet() > WAITING) {
      waiting.decrementAndGet();
      return failed(Failure.UNAVAILABLE, "Too many people sign in at this moment; try again.");
    }
    return hashing.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
  }

  private static String random() {
    byte[] bytes = new byte[15];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static <T> Future<T> failed(Failure failure, String detail) {
    return Future.failedFuture(FailureException.of(failure, detail));
  }
}
