package verticles.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers about a zone that was imported, whose last day has 25 hours and one negative price. */
final class ImportedZone {
  private static final Instant MIDNIGHT = Instant.parse("2023-10-28T22:00:00Z");
  private static final int NEGATIVE_HOUR = 14;

  private ImportedZone() {}

  static String zones() {
    return answer(
        """
        {"zoneId":"DK1","name":"Denmark West","timeZone":"Europe/Copenhagen",
         "firstDelivery":"2023-04-26T22:00:00Z","lastDelivery":"2023-10-29T22:00:00Z",
         "simulated":false}""");
  }

  static String dayOf25Hours() {
    return answer(
        IntStream.range(0, 25).mapToObj(ImportedZone::price).collect(Collectors.joining(",")));
  }

  private static String price(int hour) {
    return """
        {"deliveryStart":"%s","intervalMinutes":60,"priceEurMwh":%s,"volumeMwh":null,
         "simulated":false}"""
        .formatted(
            MIDNIGHT.plus(Duration.ofHours(hour)), hour == NEGATIVE_HOUR ? "-4.5" : 20 + hour);
  }

  private static String answer(String rows) {
    return "{\"simulated\":false,\"rows\":[" + rows + "]}";
  }
}
