package verticles.dataset;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.cache.CacheMessage;
import verticles.config.Problems;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.MarketMessage;
import verticles.testing.SettableClock;

class DatasetClientTest {
  private static final String CATALOG =
      """
      datasets:
        prices:
          description: Prices.
          scope: shared
          policy: simple
          tags: [prices, "zone:{zone}"]
          parameters: &span
            zone: { type: zone, required: true }
            from: { type: instant, time-zone: "{zone}", default: today }
            to: { type: instant, time-zone: "{zone}", default: from+1d, after: from, max-span: 2d }
          sql: SELECT :zone, :from, :to
        everything:
          description: One of each.
          scope: shared
          policy: response
          parameters:
            text: { type: text, max-length: 20 }
            count: { type: integer, min: 1, max: 10, default: 3 }
            side: { type: enum, values: [buy, sell] }
            since: { type: instant, default: now-15m }
            day: { type: date }
            until: { type: instant, default: now-1d }
          sql: SELECT :text, :count, :side, :since, :day, :until
        ours:
          description: An organisation's.
          scope: organisation
          policy: realtime
          tags: ["organisation:{organisation}"]
          parameters: { name: { type: text } }
          sql: SELECT :organisation, :name
        mine:
          description: A user's.
          scope: user
          policy: realtime
          tags: ["user:{user}"]
          sql: SELECT :user
        pages:
          description: In pages.
          scope: shared
          policy: response
          parameters: { limit: { type: integer, min: 1, max: 5, default: 2 } }
          page-by: { id: text }
          sql: SELECT :after_id, :limit
      """;
  private static final Caller ANN = new Caller("ann", "north", Role.VIEWER);
  private static final Map<String, String> ZONES =
      Map.of("DK1", "Europe/Copenhagen", "NYC", "America/New_York", "BAD", "Mars/Olympus");

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, "test").carry(MarketMessage.class);
  private final SettableClock clock = new SettableClock("2024-06-15T12:34:56Z");
  private final AtomicInteger zonesAsked = new AtomicInteger();
  private final DatasetClient datasets = new DatasetClient(catalog(), bus, clock);

  private static DatasetCatalog catalog() {
    Problems problems = new Problems();
    String yaml = CATALOG;
    DatasetCatalog catalog =
        DatasetCatalog.read(yaml, DatasetCatalogTest.POLICIES, Set.of("postgres"), problems);
    problems.throwIfAny();
    return catalog;
  }

  @BeforeEach
  void answerZones() {
    bus.<MarketMessage.FindZone, MarketMessage.Zone>answer(
            MarketMessage.ZONES,
            asked -> {
              zonesAsked.incrementAndGet();
              String timeZone = ZONES.get(asked.zone());
              return timeZone == null
                  ? Future.failedFuture(FailureException.of(Failure.NOT_FOUND, "No such zone."))
                  : Future.succeededFuture(new MarketMessage.Zone(asked.zone(), timeZone, false));
            })
        .await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Future<CacheMessage.Read> ask(String dataset, Caller caller, String... query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String pair : query) {
      int equals = pair.indexOf('=');
      parameters.merge(
          pair.substring(0, equals),
          List.of(pair.substring(equals + 1)),
          (one, two) -> List.of(one.getFirst(), two.getFirst()));
    }
    return datasets.resolve(dataset, parameters, caller, Format.JSON);
  }

  private Map<String, String> question(String dataset, String... query) {
    return ask(dataset, ANN, query).await().load().question();
  }

  private FailureException refused(String dataset, Caller caller, String... query) {
    try {
      throw new AssertionError("was accepted: " + ask(dataset, caller, query).await());
    } catch (FailureException refused) {
      return refused;
    }
  }

  private List<FieldError> errors(String dataset, String... query) {
    FailureException refused = refused(dataset, ANN, query);
    assertThat(refused.failure()).isEqualTo(Failure.BAD_REQUEST);
    return refused.errors();
  }

  @Test
  void datesAreMidnightsOfTheZone() {
    assertThat(question("prices", "zone=DK1", "from=2024-03-31", "to=2024-04-01"))
        .containsEntry("from", "2024-03-30T23:00:00Z")
        .containsEntry("to", "2024-03-31T22:00:00Z");
    assertThat(question("prices", "zone=NYC", "from=2024-03-31", "to=2024-04-01"))
        .containsEntry("from", "2024-03-31T04:00:00Z");
  }

  @Test
  void defaultsFollowTheZoneAndTheOtherParameters() {
    assertThat(question("prices", "zone=DK1"))
        .containsEntry("from", "2024-06-14T22:00:00Z")
        .containsEntry("to", "2024-06-15T22:00:00Z");
    assertThat(question("prices", "zone=DK1", "from=2024-10-27"))
        .containsEntry("to", "2024-10-27T23:00:00Z");
  }

  @Test
  void theSameQuestionInOtherWordsHasTheSameKey() {
    String key = ask("prices", ANN, "zone=DK1", "from=2024-03-31", "to=2024-04-01").await().key();

    assertThat(
            ask("prices", ANN, "to=2024-04-01T00:00:00+02:00", "zone=DK1", "from=2024-03-30T23:00Z")
                .await()
                .key())
        .isEqualTo(key);
    assertThat(ask("prices", ANN, "zone=DK1", "from=2024-03-31").await().key()).isEqualTo(key);
    assertThat(ask("prices", ANN, "zone=DK1", "from=2024-03-30").await().key()).isNotEqualTo(key);
  }

  @Test
  void nowIsRoundedToThePolicySoThatKeysRepeat() {
    String first = ask("everything", ANN).await().key();
    clock.pass(Duration.ofSeconds(3));
    String same = ask("everything", ANN).await().key();
    clock.pass(Duration.ofSeconds(2));
    String next = ask("everything", ANN).await().key();

    assertThat(first).contains("since=2024-06-15T12:15:00Z").isEqualTo(same);
    assertThat(next).contains("since=2024-06-15T12:20:00Z");
  }

  @Test
  void aSharedAnswerIsTheSameForAllAndOthersAreNot() {
    Caller bob = new Caller("bob", "south", Role.ADMIN);

    assertThat(ask("prices", ANN, "zone=DK1").await())
        .isEqualTo(ask("prices", bob, "zone=DK1").await());
    assertThat(ask("ours", ANN).await().key()).isEqualTo("dataset/ours.json/o:north");
    assertThat(ask("ours", bob).await().key()).isEqualTo("dataset/ours.json/o:south");
    assertThat(ask("mine", ANN).await().key()).isEqualTo("dataset/mine.json/u:north/ann");
    assertThat(ask("ours", bob).await().load().question()).containsEntry(":organisation", "south");
  }

  @Test
  void noParameterReachesAnotherOrganisationsAnswer() {
    Caller bob = new Caller("bob", "south", Role.ADMIN);
    String souths = ask("ours", bob, "name=x").await().key();

    for (String trick : List.of("x/o:south", "x?name=x", "x&:organisation=south", "/o:south")) {
      CacheMessage.Read read = ask("ours", ANN, "name=" + trick).await();
      assertThat(read.key()).startsWith("dataset/ours.json/o:north?").isNotEqualTo(souths);
      assertThat(read.load().question()).containsEntry(":organisation", "north");
    }
    assertThat(errors("ours", "organisation=south")).hasSize(1);
    assertThat(errors("ours", ":organisation=south")).hasSize(1);
  }

  @Test
  void tagsCarryTheValues() {
    assertThat(ask("prices", ANN, "zone=DK1").await().tags())
        .contains("dataset:prices", "prices", "zone:DK1");
    assertThat(ask("ours", ANN).await().tags()).contains("dataset:ours", "organisation:north");
    assertThat(ask("mine", new Caller("a b", "", Role.VIEWER)).await().tags())
        .contains("dataset:mine", "user:a%20b");
  }

  @Test
  void everyBadParameterIsNamedAtOnce() {
    assertThat(
            errors("everything", "count=11", "side=bye", "since=2024-06-15T12:00", "txt=a", "day="))
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder("count", "side", "since", "txt", "day");
  }

  @Test
  void anErrorSaysWhatWasReadAndWhatIsAccepted() {
    assertThat(errors("everything", "count=11"))
        .containsExactly(
            new FieldError("count", "'11' is not accepted; accepted: a whole number from 1 to 10"));
    assertThat(errors("everything", "side=bye").getFirst().detail())
        .endsWith("one of buy, sell; the nearest is buy");
    assertThat(errors("everything", "cuont=1").getFirst().detail())
        .isEqualTo(
            "is unknown; accepted: text, count, side, day, since, until; the nearest is count");
    assertThat(errors("everything", "text=" + "x".repeat(99)).getFirst().detail())
        .contains("…' (99 characters)", "1 to 20 printable characters");
    assertThat(errors("everything", "count=1", "count=2").getFirst().detail())
        .isEqualTo("was given 2 times; accepted: once");
    assertThat(errors("prices").getFirst().detail()).startsWith("is missing; accepted: the id of");
    assertThat(errors("prices", "zone=DK1", "from=2024-03-31T02:30").getFirst().detail())
        .contains("'2024-03-31T02:30' has no offset");
  }

  @Test
  void aSpanHasAnOrderAndALength() {
    assertThat(errors("prices", "zone=DK1", "from=2024-04-01", "to=2024-04-01").getFirst().detail())
        .contains("is not later than from");
    assertThat(errors("prices", "zone=DK1", "from=2024-04-01", "to=2024-04-04").getFirst().detail())
        .contains("is more than 2d after from");
    assertThat(question("prices", "zone=DK1", "from=2024-10-26", "to=2024-10-28")).isNotEmpty();
  }

  @Test
  void anUnknownZoneIsNamed() {
    assertThat(errors("prices", "zone=DK9"))
        .containsExactly(new FieldError("zone", "there is no zone 'DK9'"));
    assertThat(errors("prices", "zone=dk1").getFirst().detail()).contains("'dk1' is not accepted");
  }

  @Test
  void aZoneWithABadTimeZoneIsTheServersFault() {
    assertThat(refused("prices", ANN, "zone=BAD").failure()).isEqualTo(Failure.INTERNAL);
  }

  @Test
  void aTimeZoneIsRememberedForAMinute() {
    question("prices", "zone=DK1");
    question("prices", "zone=DK1");
    assertThat(zonesAsked.get()).isOne();

    clock.pass(Duration.ofSeconds(2));
    question("prices", "zone=DK1");
    assertThat(zonesAsked.get()).isOne();

    clock.pass(Duration.ofSeconds(58));
    question("prices", "zone=DK1");
    // behind the scenes: the answer does not wait for it
    until("it is asked again", () -> zonesAsked.get() == 2);
  }

  @Test
  void aRememberedZoneMakesTheAnswerImmediate() {
    question("prices", "zone=DK1");

    assertThat(ask("prices", ANN, "zone=DK1").isComplete()).isTrue();
  }

  @Test
  void theSameQuestionWithinASecondIsNotCheckedAgain() {
    CacheMessage.Read first = ask("prices", ANN, "zone=DK1").await();
    CacheMessage.Read second = ask("prices", ANN, "zone=DK1").await();
    clock.pass(Duration.ofDays(1));
    CacheMessage.Read tomorrow = ask("prices", ANN, "zone=DK1").await();

    assertThat(second).isSameAs(first);
    assertThat(tomorrow.key()).isNotEqualTo(first.key());
  }

  @Test
  void aRememberedQuestionDoesNotChangeWithTheMapItCameIn() {
    Map<String, List<String>> query = new TreeMap<>(Map.of("name", new ArrayList<>(List.of("a"))));
    datasets.resolve("ours", query, ANN, Format.JSON).await();
    requireNonNull(query.get("name")).set(0, "b");

    assertThat(datasets.resolve("ours", query, ANN, Format.JSON).await().key()).endsWith("name=b");
    assertThat(ask("ours", ANN, "name=a").await().key()).endsWith("name=a");
  }

  @Test
  void anUnknownDatasetIsAnsweredWithTheNearest() {
    FailureException refused = refused("price", ANN);

    assertThat(refused.failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(refused.detail())
        .isEqualTo("There is no dataset 'price'; the nearest names are prices, mine, pages.");
  }

  @Test
  void aCallerWithoutOrganisationHasNoOrganisationsData() {
    Caller nobody = new Caller("service", "", Role.ADMIN);

    assertThat(refused("ours", nobody).failure()).isEqualTo(Failure.FORBIDDEN);
    assertThat(ask("mine", nobody).await().key()).isEqualTo("dataset/mine.json/u:/service");
  }

  @Test
  void aCursorIsCheckedBeforeAnythingIsAsked() {
    String cursor =
        new Paging("pages", Map.of("id", new ParameterType.Zone())).cursor(List.of("A"));

    assertThat(question("pages", "cursor=" + cursor)).containsEntry("cursor", cursor);
    assertThat(errors("pages", "cursor=abc").getFirst().detail()).contains("not a cursor");
    assertThat(errors("pages", "limit=6").getFirst().pointer()).isEqualTo("limit");
  }

  @Test
  void aQuestionSurvivesTheWayThroughTheCache() {
    CacheMessage.Load load = ask("ours", ANN, "name=a b").await().load();

    String declaration = load.question().getOrDefault(Question.DECLARATION, "");
    assertThat(declaration).isNotEmpty();
    assertThat(Question.of(load).load(declaration)).isEqualTo(load);
    assertThat(Question.of(load).value("name")).contains("a b");
    assertThat(Question.of(load).value("organisation")).contains("north");
  }
}
