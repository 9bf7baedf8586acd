package verticles.passkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.Postgres;

/** The passkeys of local accounts, for the HTTP room. */
public final class Passkeys {
  private static final Logger LOGGER = LoggerFactory.getLogger(Passkeys.class);
  private static final int MOST = 20;

  private final Vertx vertx;
  private final PasskeyConfig config;
  private final PasskeyTable table;
  private final Challenges challenges;
  private final Ceremony ceremony;

  /** The passkeys in that database, of the configured domain. */
  public Passkeys(Vertx vertx, Postgres postgres, PasskeyConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.table = new PasskeyTable(postgres);
    this.challenges = new Challenges(postgres);
    this.ceremony = new Ceremony(config);
  }

  /** The domain that they belong to. */
  public String rpId() {
    return config.rpId();
  }

  /** Those of a user, the oldest first. */
  public Future<List<Passkey>> list(String username) {
    return table.list(username);
  }

  /**
   * Asks for a new passkey of a user.
   *
   * @return fails with FORBIDDEN for who has no local account, with CONFLICT when there are too
   *     many
   */
  public Future<PasskeyChallenge> askNew(String username) {
    return table
        .handle(username)
        .map(handle -> handle.orElseThrow(Passkeys::noAccount))
        .compose(
            handle ->
                table
                    .of(username)
                    .map(Passkeys::notTooMany)
                    .compose(known -> off(() -> ceremony.create(username, handle, known))))
        .compose(options -> keep(username, options));
  }

  private Future<PasskeyChallenge> keep(
      String username, PublicKeyCredentialCreationOptions options) {
    try {
      JsonObject shown =
          new JsonObject(options.toCredentialsCreateJson()).getJsonObject("publicKey");
      return challenges
          .keepFor(username, options.toJson())
          .map(id -> new PasskeyChallenge(id, shown));
    } catch (JsonProcessingException impossible) {
      return Future.failedFuture(impossible);
    }
  }

  /**
   * Registers a new passkey.
   *
   * @param challenge that was asked for by the same user
   * @param credential as the browser made it
   * @return fails with UNAUTHENTICATED when the challenge is over, BAD_REQUEST when the credential
   *     is not an answer to it, CONFLICT when it is registered already
   */
  public Future<Passkey> add(
      String username, String challenge, String name, JsonObject credential) {
    return challenges
        .takeOf(username, challenge)
        .compose(
            request ->
                table
                    .of(username)
                    .map(Passkeys::notTooMany)
                    .compose(
                        known -> off(() -> ceremony.created(request, credential.encode(), known))))
        .compose(made -> store(username, name, made));
  }

  private Future<Passkey> store(String username, String name, RegistrationResult made) {
    return table
        .add(
            username,
            name,
            made.getKeyId().getId(),
            made.getPublicKeyCose(),
            made.getSignatureCount(),
            made.isBackedUp())
        .map(
            added ->
                added.orElseThrow(
                    () ->
                        FailureException.of(
                            Failure.CONFLICT, "This passkey is registered already.")));
  }

  /** One of a user's; fails with NOT_FOUND when there is none, or it is somebody else's. */
  public Future<Passkey> find(String username, UUID id) {
    return table.find(username, id).map(found -> found.orElseThrow(Passkeys::none));
  }

  /** Gives it another name; fails with NOT_FOUND when there is none, or it is somebody else's. */
  public Future<Passkey> rename(String username, UUID id, String name) {
    return table.rename(username, id, name).map(found -> found.orElseThrow(Passkeys::none));
  }

  /** Deletes it; fails with NOT_FOUND when there is none, or it is somebody else's. */
  public Future<Passkey> delete(String username, UUID id) {
    return table.delete(username, id).map(found -> found.orElseThrow(Passkeys::none));
  }

  /** Asks whoever is there to show a passkey. */
  public Future<PasskeyChallenge> ask() {
    return off(ceremony::get).compose(this::keep);
  }

  private Future<PasskeyChallenge> keep(AssertionRequest request) {
    try {
      JsonObject shown = new JsonObject(request.toCredentialsGetJson()).getJsonObject("publicKey");
      return challenges.keep(request.toJson()).map(id -> new PasskeyChallenge(id, shown));
    } catch (JsonProcessingException impossible) {
      return Future.failedFuture(impossible);
    }
  }

  /**
   * Checks a passkey that was shown.
   *
   * @return the name of its account; fails with UNAUTHENTICATED and a sentence for the reader
   */
  public Future<String> check(String challenge, JsonObject credential) {
    return challenges
        .take(challenge)
        .compose(
            request ->
                off(() -> ceremony.read(credential.encode()))
                    .compose(
                        shown ->
                            known(shown.getId())
                                .compose(
                                    known ->
                                        off(() -> ceremony.got(request, shown, known))
                                            .compose(
                                                result ->
                                                    used(known.passkeys().getFirst(), result)))));
  }

  private Future<KnownPasskeys> known(ByteArray credentialId) {
    return table
        .ofCredential(credentialId)
        .map(
            found ->
                Optional.of(found)
                    .filter(some -> !some.passkeys().isEmpty())
                    .orElseThrow(
                        () ->
                            refused(
                                "This passkey is not known here. If you deleted it, delete it"
                                    + " on your device too.")));
  }

  private Future<String> used(StoredPasskey passkey, AssertionResult result) {
    return table
        .used(passkey.id(), result.getSignatureCount(), result.isBackedUp())
        .map(
            forward -> {
              if (!forward) {
                LOGGER
                    .atWarn()
                    .addKeyValue("passkey", passkey.id())
                    .log("the counter of a passkey did not go forward; it may have been copied");
                throw refused("This passkey may have been copied and was refused.");
              }
              return passkey.username();
            });
  }

  private static KnownPasskeys notTooMany(KnownPasskeys known) {
    if (known.passkeys().size() >= MOST) {
      throw FailureException.of(
          Failure.CONFLICT, "You have %d passkeys; delete one first.".formatted(MOST));
    }
    return known;
  }

  private <T> Future<T> off(Callable<T> work) {
    return vertx.executeBlocking(work, false).map(Objects::requireNonNull);
  }

  private static FailureException noAccount() {
    return FailureException.of(
        Failure.FORBIDDEN, "Passkeys belong to local accounts; yours is kept elsewhere.");
  }

  private static FailureException none() {
    return FailureException.of(Failure.NOT_FOUND, "You have no such passkey.");
  }

  private static FailureException refused(String why) {
    return FailureException.of(Failure.UNAUTHENTICATED, why);
  }
}
