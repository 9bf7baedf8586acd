package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheAnswer.Status;

/** Own datasets through the cache to a real database. */
@SuppressWarnings("NullAway.Init") // JUnit sets the field
class DatasetVerticleTest {
  private static OwnDatasets own;

  @BeforeAll
  static void start() {
    own = new OwnDatasets();
  }

  @AfterAll
  static void stop() {
    own.close();
  }

  private static CacheAnswer read(String dataset, Format format, Map<String, List<String>> query) {
    return own.read(dataset, format, query);
  }

  private static String body(CacheAnswer answer) {
    return answer.entry().identity().body().toString();
  }

  private static FailureException failure(String dataset, Map<String, List<String>> query) {
    try {
      throw new AssertionError(body(read(dataset, Format.JSON, query)));
    } catch (FailureException failure) {
      return failure;
    }
  }

  @Test
  void theSecondReadComesFromMemoryWithTheSameTag() {
    CacheAnswer first = read("numbers", Format.JSON, Map.of());
    CacheAnswer second = read("numbers", Format.JSON, Map.of("count", List.of("3")));

    assertThat(first.status()).isEqualTo(Status.MISS);
    assertThat(second.status()).isEqualTo(Status.HIT);
    assertThat(second.entry().identity().etag()).isEqualTo(first.entry().identity().etag());
    assertThat(body(first)).contains("{\"number\":1,\"someText\":\"row 1\"}");
  }

  @Test
  void eachFormatHasItsOwnEntry() {
    assertThat(body(read("numbers", Format.CSV, Map.of("count", List.of("2")))))
        .isEqualTo("number,someText\r\n1,row 1\r\n2,row 2\r\n");
  }

  @Test
  void everyTypeArrivesAsItWasGiven() {
    CacheAnswer answer = read("types", Format.JSON, Map.of());

    assertThat(answer.status()).isEqualTo(Status.BYPASS);
    assertThat(body(answer))
        .endsWith(
            """
            "rows":[{"text":"it's","number":12.5,"truth":true,"day":"2024-03-31",\
            "time":"2024-03-31T00:00:00.123456Z","nothing":null}]}""");
  }

  @Test
  void asManyRowsAsAllowedAreAnsweredAndOneMoreIsNot() {
    assertThat(body(read("numbers", Format.JSON, Map.of("count", List.of("1000")))))
        .contains("\"rowCount\":1000");

    FailureException tooMany = failure("numbers", Map.of("count", List.of("1001")));
    assertThat(tooMany.failure()).isEqualTo(Failure.TOO_LARGE);
    assertThat(tooMany.detail()).contains("numbers", "at most 1000 rows", "ask for");
  }

  @Test
  void aBodyOverTheByteLimitIsNotAnswered() {
    FailureException tooLong = failure("wide", Map.of());

    assertThat(tooLong.failure()).isEqualTo(Failure.TOO_LARGE);
    assertThat(tooLong.detail()).contains("at most 1024 bytes");
  }

  @Test
  void aRowThatIsTooLargeIsRefusedWithTheSameLimitAndTheNextReadIsAnswered() {
    FailureException huge = failure("huge", Map.of());

    assertThat(huge.failure()).isEqualTo(Failure.TOO_LARGE);
    assertThat(huge.detail()).contains("huge", "at most 1024 bytes");
    assertThat(body(read("numbers", Format.CSV, Map.of("count", List.of("7")))))
        .endsWith("7,row 7\r\n");
  }

  @Test
  void whatTheDatabaseSaysStaysInTheLog() {
    FailureException broken = failure("broken", Map.of());

    assertThat(broken.failure()).isEqualTo(Failure.UPSTREAM);
    assertThat(broken.detail()).isEqualTo("The dataset broken failed at its source.");
  }

  @Test
  void aDatasetCannotWrite() {
    assertThat(failure("writing", Map.of()).failure()).isEqualTo(Failure.UPSTREAM);
  }

  @Test
  void aSourceThatIsNotConnectedIsNamed() {
    FailureException elsewhere = failure("elsewhere", Map.of());

    assertThat(elsewhere.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(elsewhere.detail()).contains("erp");
  }
}
