package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.dataset.SmallCatalog.ANN;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Which entry of the cache a question leads to. */
class DatasetClientTest {
  private final SmallCatalog catalog = new SmallCatalog();

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void theSameQuestionInOtherWordsHasTheSameKey() {
    String key =
        catalog.ask("prices", ANN, "zone=DK1", "from=2024-03-31", "to=2024-04-01").await().key();

    assertThat(
            catalog
                .ask(
                    "prices",
                    ANN,
                    "to=2024-04-01T00:00:00+02:00",
                    "zone=DK1",
                    "from=2024-03-30T23:00Z")
                .await()
                .key())
        .isEqualTo(key);
    assertThat(catalog.ask("prices", ANN, "zone=DK1", "from=2024-03-31").await().key())
        .isEqualTo(key);
    assertThat(catalog.ask("prices", ANN, "zone=DK1", "from=2024-03-30").await().key())
        .isNotEqualTo(key);
  }

  @Test
  void aSharedAnswerIsTheSameForAllAndOthersAreNot() {
    Caller bob = new Caller("bob", "south", Role.ADMIN);

    assertThat(catalog.ask("prices", ANN, "zone=DK1").await())
        .isEqualTo(catalog.ask("prices", bob, "zone=DK1").await());
    assertThat(catalog.ask("ours", ANN).await().key()).isEqualTo("dataset/ours.json/o:north");
    assertThat(catalog.ask("ours", bob).await().key()).isEqualTo("dataset/ours.json/o:south");
    assertThat(catalog.ask("mine", ANN).await().key()).isEqualTo("dataset/mine.json/u:north/ann");
    assertThat(catalog.ask("ours", bob).await().load().question())
        .containsEntry(":organisation", "south");
  }

  @Test
  void noParameterReachesAnotherOrganisationsAnswer() {
    Caller bob = new Caller("bob", "south", Role.ADMIN);
    String souths = catalog.ask("ours", bob, "name=x").await().key();

    for (String trick : List.of("x/o:south", "x?name=x", "x&:organisation=south", "/o:south")) {
      CacheMessage.Read read = catalog.ask("ours", ANN, "name=" + trick).await();
      assertThat(read.key()).startsWith("dataset/ours.json/o:north?").isNotEqualTo(souths);
      assertThat(read.load().question()).containsEntry(":organisation", "north");
    }
    assertThat(catalog.errors("ours", "organisation=south")).hasSize(1);
    assertThat(catalog.errors("ours", ":organisation=south")).hasSize(1);
  }

  @Test
  void tagsCarryTheValues() {
    assertThat(catalog.ask("prices", ANN, "zone=DK1").await().tags())
        .contains("dataset:prices", "prices", "zone:DK1");
    assertThat(catalog.ask("ours", ANN).await().tags())
        .contains("dataset:ours", "organisation:north");
    assertThat(catalog.ask("mine", new Caller("a b", "", Role.VIEWER)).await().tags())
        .contains("dataset:mine", "user:a%20b");
  }

  @Test
  void anUnknownDatasetIsAnsweredWithTheNearest() {
    FailureException refused = catalog.refused("price", ANN);

    assertThat(refused.failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(refused.detail())
        .isEqualTo("There is no dataset 'price'; the nearest names are prices, mine, pages.");
  }

  @Test
  void aCallerWithoutOrganisationHasNoOrganisationsData() {
    Caller nobody = new Caller("service", "", Role.ADMIN);

    assertThat(catalog.refused("ours", nobody).failure()).isEqualTo(Failure.FORBIDDEN);
    assertThat(catalog.ask("mine", nobody).await().key()).isEqualTo("dataset/mine.json/u:/service");
  }

  @Test
  void aQuestionSurvivesTheWayThroughTheCache() {
    CacheMessage.Load load = catalog.ask("ours", ANN, "name=a b").await().load();

    String declaration = load.question().getOrDefault(Question.DECLARATION, "");
    assertThat(declaration).isNotEmpty();
    assertThat(Question.of(load).load(declaration)).isEqualTo(load);
    assertThat(Question.of(load).value("name")).contains("a b");
    assertThat(Question.of(load).value("organisation")).contains("north");
  }
}
