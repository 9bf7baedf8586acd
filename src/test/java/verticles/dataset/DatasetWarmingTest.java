package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage;
import verticles.config.Problems;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.market.MarketMessage;
import verticles.testing.SettableClock;

class DatasetWarmingTest {
  private static final String CATALOG =
      """
      datasets:
        prices:
          description: Prices.
          scope: shared
          policy: simple
          tags: [prices, "zone:{zone}"]
          parameters:
            zone: { type: zone, required: true }
            from: { type: instant, time-zone: "{zone}", default: today }
            to: { type: instant, time-zone: "{zone}", default: from+1d, after: from }
          warm: [{ parameters: { zone: "*" } }]
          sql: SELECT :zone, :from, :to
        many:
          description: Many.
          scope: shared
          policy: simple
          parameters:
            n: { type: integer, min: 1, max: 1000 }
            side: { type: enum, values: [buy, sell] }
            open: { type: boolean }
          warm: [{ parameters: { n: "*", side: "*", open: "*" } }]
          sql: SELECT :n, :side, :open
        recent:
          description: Recent.
          scope: shared
          policy: simple
          parameters: { since: { type: instant, default: now-2h } }
          sql: SELECT :since
        ours:
          description: Ours.
          scope: organisation
          policy: simple
          tags: ["organisation:{organisation}"]
          warm: [{ critical: true }]
          sql: SELECT :organisation
        mine:
          description: Mine.
          scope: user
          policy: simple
          sql: SELECT :user
        pages:
          description: Pages.
          scope: shared
          policy: simple
          parameters: { limit: { type: integer, min: 1, max: 5, default: 2 } }
          page-by: { id: text }
          sql: SELECT :after_id, :limit
      """;
  private static final Map<String, String> ZONES =
      Map.of("DK1", "Europe/Copenhagen", "NYC", "America/New_York");

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, "test").carry(MarketMessage.class);
  private final SettableClock clock = new SettableClock("2026-11-21T12:34:56Z");
  private final DatasetCatalog catalog = catalog();
  private final DatasetClient client = new DatasetClient(catalog, bus, clock);
  private final WarmDatasets warming = new DatasetWarming(catalog, client, bus, clock);

  private static DatasetCatalog catalog() {
    Problems problems = new Problems();
    DatasetCatalog catalog =
        DatasetCatalog.read(CATALOG, DatasetCatalogTest.POLICIES, Set.of("postgres"), problems);
    problems.throwIfAny();
    return catalog;
  }

  @BeforeEach
  void answerZones() {
    bus.<MarketMessage.FindZone, MarketMessage.Zone>answer(
            MarketMessage.ZONES, asked -> Future.succeededFuture(zone(asked.zone())))
        .await();
    bus.<MarketMessage.ListZones, MarketMessage.Zones>answer(
            MarketMessage.EVERY_ZONE,
            asked ->
                Future.succeededFuture(
                    new MarketMessage.Zones(
                        ZONES.keySet().stream().sorted().map(DatasetWarmingTest::zone).toList())))
        .await();
  }

  private static MarketMessage.Zone zone(String id) {
    return new MarketMessage.Zone(id, ZONES.getOrDefault(id, "UTC"), false);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private CacheMessage.Read read(String dataset, Map<String, String> parameters) {
    Map<String, List<String>> given = new HashMap<>();
    parameters.forEach((name, value) -> given.put(name, List.of(value)));
    Caller ann = new Caller("ann", "north", Role.VIEWER);
    return client.resolve(dataset, given, ann, Format.JSON).await();
  }

  private Optional<Map<String, String>> recurring(String dataset, Map<String, String> parameters) {
    return warming
        .recurring(read(dataset, parameters).key())
        .await()
        .map(RecurringQuestion::parameters);
  }

  private List<RecurringQuestion> questions(String dataset) {
    return warming.declared(dataset).stream()
        .flatMap(line -> warming.questions(line, List.of("north", "south")).await().stream())
        .toList();
  }

  @Test
  void a_star_stands_for_every_zone_of_the_market() {
    assertThat(questions("prices"))
        .extracting(RecurringQuestion::parameters)
        .containsExactly(Map.of("zone", "DK1"), Map.of("zone", "NYC"));
  }

  @Test
  void stars_are_combined() {
    assertThat(questions("many")).hasSize(4000).doesNotHaveDuplicates();
  }

  @Test
  void what_belongs_to_organisations_is_asked_for_each() {
    assertThat(questions("ours"))
        .extracting(RecurringQuestion::organisation)
        .containsExactly("north", "south");
  }

  @Test
  void a_dataset_without_declaration_stands_for_its_plain_question() {
    assertThat(questions("recent"))
        .containsExactly(new RecurringQuestion("recent", Format.JSON, "", Map.of()));
  }

  @Test
  void a_dataset_that_cannot_be_warmed_says_why() {
    assertThatThrownBy(() -> warming.declared("mine"))
        .isInstanceOfSatisfying(
            FailureException.class,
            thrown -> assertThat(thrown.failure()).isEqualTo(Failure.BAD_REQUEST));
    assertThatThrownBy(() -> warming.declared("price")).hasMessageContaining("prices");
  }

  @Test
  void a_warmed_question_has_the_key_that_a_client_asks_for() {
    CacheMessage.Read warmed =
        warming
            .resolve(new RecurringQuestion("prices", Format.JSON, "", Map.of("zone", "DK1")))
            .await();

    assertThat(warmed)
        .isEqualTo(read("prices", Map.of("zone", "DK1", "from", "2026-11-21", "to", "2026-11-22")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21,today",
    "2026-11-20,today-1d",
    "2026-11-22,today+1d",
    "2026-10-22,today-30d",
    "2024-03-31,2024-03-30T23:00:00Z"
  })
  void a_midnight_near_today_moves_along_and_an_older_one_stays(String from, String recurring) {
    assertThat(
            recurring("prices", Map.of("zone", "DK1", "from", from, "to", "2026-11-23"))
                .orElseThrow())
        .isEqualTo(Map.of("zone", "DK1", "from", recurring, "to", "today+2d"));
  }

  @Test
  void midnights_are_those_of_the_zone_also_over_a_change_of_its_clocks() {
    clock.set("2026-10-26T03:30:00Z");

    assertThat(recurring("prices", Map.of("zone", "NYC")).orElseThrow())
        .containsEntry("from", "today");
    assertThat(
            recurring("prices", Map.of("zone", "DK1", "from", "2026-10-20", "to", "2026-10-26"))
                .orElseThrow())
        .containsEntry("from", "today-6d")
        .containsEntry("to", "today");
  }

  @Test
  void tomorrow_the_same_form_is_another_question() {
    CacheMessage.Read today = read("prices", Map.of("zone", "DK1"));
    RecurringQuestion question = warming.recurring(today.key()).await().orElseThrow();
    clock.set("2026-11-22T06:00:00Z");

    CacheMessage.Read tomorrow = warming.resolve(question).await();

    assertThat(tomorrow).isEqualTo(read("prices", Map.of("zone", "DK1")));
    assertThat(tomorrow.key()).isNotEqualTo(today.key());
  }

  @Test
  void a_time_of_its_own_near_the_present_is_not_asked_again() {
    assertThat(
            recurring(
                "prices",
                Map.of("zone", "DK1", "from", "2026-11-21T10:15:00Z", "to", "2026-11-23")))
        .isEmpty();
  }

  @Test
  void a_default_that_follows_the_present_is_left_to_it() {
    assertThat(recurring("recent", Map.of())).contains(Map.of());
  }

  @Test
  void a_later_page_and_the_answer_of_a_user_are_not_asked_again() {
    assertThat(recurring("mine", Map.of())).isEmpty();
    assertThat(recurring("pages", Map.of())).contains(Map.of("limit", "2"));
    String cursor = catalog.find("pages").paging().orElseThrow().cursor(List.of("17"));
    assertThat(recurring("pages", Map.of("cursor", cursor))).isEmpty();
  }

  @Test
  void the_answer_of_an_organisation_is_asked_again_for_it() {
    assertThat(warming.recurring(read("ours", Map.of()).key()).await().orElseThrow().organisation())
        .isEqualTo("north");
  }

  @Test
  void what_no_catalog_declares_any_more_is_not_asked_again() {
    assertThat(warming.recurring("dataset/gone.json").await()).isEmpty();
    assertThat(warming.recurring("dataset/prices.json?zone=DK1&from=someday").await()).isEmpty();
    assertThat(warming.recurring("sessions/17").await()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "zone:DK1,true",
    "prices,true",
    "dataset:prices,true",
    "zone,false",
    "dataset:ours,false",
    "trades,false"
  })
  void an_invalidated_tag_touches_the_declarations_that_may_carry_it(String tag, boolean touched) {
    WarmDeclaration prices = warming.declared("prices").getFirst();

    assertThat(warming.mayCover(Invalidation.of(Mode.EXPIRE, new Target.Tag(tag)), prices))
        .isEqualTo(touched);
  }

  @Test
  void keys_namespaces_and_everything_touch_what_they_cover() {
    WarmDeclaration prices = warming.declared("prices").getFirst();

    assertThat(touches(new Target.Everything(), prices)).isTrue();
    assertThat(touches(new Target.Namespace("dataset"), prices)).isTrue();
    assertThat(touches(new Target.Namespace("sessions"), prices)).isFalse();
    assertThat(touches(new Target.Key("dataset/prices.json?zone=DK1"), prices)).isTrue();
    assertThat(touches(new Target.Key("dataset/ours.json"), prices)).isFalse();
  }

  private boolean touches(Target target, WarmDeclaration declared) {
    return warming.mayCover(Invalidation.of(Mode.REMOVE, target), declared);
  }
}
