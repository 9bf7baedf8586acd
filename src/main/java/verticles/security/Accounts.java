package verticles.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;

/** Proves who somebody is by the password of a local account. */
public final class Accounts {
  private static final String DEMO = "demo";
  private static final String DEMO_ORGANISATION = "sim-north";
  private static final int LONGEST_NAME = 63;

  private record Account(String hash, SignedIn who, boolean disabled) {}

  private final Postgres postgres;
  private final Passwords passwords;
  private final FailureDelay delay;

  /** The accounts of that database. */
  public Accounts(Vertx vertx, Postgres postgres, InstantSource clock) {
    this.postgres = postgres;
    this.passwords = new Passwords(vertx);
    this.delay = new FailureDelay(postgres, clock);
  }

  Passwords passwords() {
    return passwords;
  }

  /**
   * Checks a password. An unknown name takes the work of a wrong password.
   *
   * @return who it is, or a {@link FailureException}: UNAUTHENTICATED, TOO_MANY after several
   *     failures of that name, FORBIDDEN when the account is disabled
   */
  public Future<SignedIn> verify(String username, String password) {
    String name = username.toLowerCase(Locale.ROOT);
    if (name.length() > LONGEST_NAME || Passwords.tooLong(password)) {
      return wrong();
    }
    return delay
        .enter(name)
        .compose(wait -> wait.isPositive() ? tooMany(wait) : find(name))
        .compose(
            account ->
                passwords
                    .matches(password, account.map(Account::hash))
                    .compose(matches -> matches ? right(account.orElseThrow()) : wrong(name)));
  }

  private Future<SignedIn> right(Account account) {
    return delay
        .succeeded(account.who().caller().user())
        .compose(
            forgiven ->
                account.disabled()
                    ? failed(Failure.FORBIDDEN, "This account is disabled. Ask an administrator.")
                    : Future.succeededFuture(account.who()));
  }

  private Future<SignedIn> wrong(String name) {
    return delay.failed(name).compose(counted -> wrong());
  }

  private static Future<SignedIn> wrong() {
    return failed(Failure.UNAUTHENTICATED, "User name or password is wrong.");
  }

  private static <T> Future<T> tooMany(Duration wait) {
    return failed(
        Failure.TOO_MANY,
        "Too many wrong passwords; try again in %d s.".formatted(wait.toSeconds() + 1));
  }

  /**
   * An account whose owner was proven in another way, by a passkey for example.
   *
   * @return empty when there is no such account, or it is disabled
   */
  public Future<Optional<SignedIn>> known(String username) {
    return find(username)
        .map(account -> account.filter(found -> !found.disabled()).map(Account::who));
  }

  /**
   * Makes sure that the demo's trader can sign in. The password is made once per data folder.
   *
   * @return what to print and to offer on the sign-in page
   */
  public Future<DemoAccount> ensureDemo(Path dataFolder) {
    String password =
        PrivateFiles.readOrMake(
            dataFolder.resolve("secrets").resolve("demo-password"), Passwords::random);
    return find(DEMO)
        .compose(
            account ->
                passwords
                    .matches(password, account.map(Account::hash))
                    .map(same -> same && !account.orElseThrow().disabled()))
        .compose(same -> same ? Future.succeededFuture() : writeDemo(password))
        .map(ready -> new DemoAccount(DEMO, password));
  }

  private Future<Void> writeDemo(String password) {
    return passwords
        .hash(password)
        .compose(
            hash ->
                postgres.query(
                    "INSERT INTO account (username, password_hash, organisation_id, role)"
                        + " VALUES ($1, $2, $3, $4) ON CONFLICT (username) DO UPDATE SET"
                        + " password_hash = excluded.password_hash, disabled = false,"
                        + " organisation_id = excluded.organisation_id, role = excluded.role,"
                        + " version = account.version + 1",
                    Tuple.of(DEMO, hash, DEMO_ORGANISATION, Role.TRADER.label())))
        .mapEmpty();
  }

  private Future<Optional<Account>> find(String name) {
    return postgres
        .query(
            "SELECT password_hash, coalesce(organisation_id, '') AS organisation_id, role, version,"
                + " disabled FROM account WHERE username = $1",
            Tuple.of(name))
        .map(rows -> rows.size() == 0 ? Optional.empty() : account(name, rows.iterator().next()));
  }

  private static Optional<Account> account(String name, Row row) {
    return Role.of(row.getString("role"))
        .map(role -> new Caller(name, row.getString("organisation_id"), role))
        .map(caller -> new SignedIn(caller, row.getLong("version")))
        .map(who -> new Account(row.getString("password_hash"), who, row.getBoolean("disabled")));
  }

  private static <T> Future<T> failed(Failure failure, String detail) {
    return Future.failedFuture(FailureException.of(failure, detail));
  }
}
