package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagingTest {
  private final Paging paging = new Paging("trades", columns());

  private static Map<String, ParameterType> columns() {
    Map<String, ParameterType> columns = new LinkedHashMap<>();
    columns.put(
        "traded_at",
        new ParameterType.Moment(
            new TimeZone.Fixed(ZoneOffset.UTC), Optional.empty(), Optional.empty()));
    columns.put("trade_id", new ParameterType.Text(Optional.empty(), 100));
    return columns;
  }

  @Test
  void aCursorGivesItsRowBack() {
    String cursor = paging.cursor(List.of("2024-03-31T00:00:00.123456Z", "T&1=ö"));

    assertThat(paging.after(cursor))
        .contains(
            Map.of("after_traded_at", "2024-03-31T00:00:00.123456Z", "after_trade_id", "T&1=ö"));
  }

  @Test
  void nothingElseIsACursor() {
    String cursor = paging.cursor(List.of("2024-03-31T00:00:00Z", "T1"));
    String otherDataset =
        new Paging("bids", columns()).cursor(List.of("2024-03-31T00:00:00Z", "T1"));

    assertThat(paging.after("")).isEmpty();
    assertThat(paging.after("!")).isEmpty();
    assertThat(paging.after(otherDataset)).isEmpty();
    assertThat(paging.after(cursor.substring(1))).isEmpty();
    assertThat(paging.after(cursor + "A")).isEmpty();
    assertThat(paging.after(paging.cursor(List.of("2024-03-31T00:00:00Z")))).isEmpty();
    assertThat(paging.after(paging.cursor(List.of("today", "T1")))).isEmpty();
    assertThat(paging.after(paging.cursor(List.of("2024-03-31", "T1")))).isEmpty();
    assertThat(paging.after(encoded("trades&2024-03-31T00:00:00Z&%"))).isEmpty();
    assertThat(paging.after(encoded("trades&2024-03-31T00:00:00Z&%54"))).isEmpty();
  }

  private static String encoded(String plain) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }
}
