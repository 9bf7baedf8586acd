package verticles.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.impl.ZModem;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartTest {
  private static final int WIDTH = 16_384 / Part.PARTS;
  private static final List<Part> PARTS = Part.spread();

  @Test
  void eachPartHasOneSlotAndTheSlotsAreSpreadAsMastersSpreadThem() {
    for (Part part : PARTS) {
      RedisKeys keys = RedisKeys.after("sr:", part);

      assertThat(
              List.of(
                  keys.beat(),
                  keys.mark(),
                  keys.stamp("t:a{b}c"),
                  keys.value("{x}"),
                  keys.lease("}"),
                  keys.applied("id")))
          .extracting(ZModem::generate)
          .containsOnly(ZModem.generate(keys.beat()));
      assertThat(ZModem.generate(keys.beat()) / WIDTH).isEqualTo(part.number());
    }
  }

  @Test
  void everyKeyIsInExactlyOnePartAndNoPartHasManyMoreThanItsShare() {
    List<String> keys = IntStream.range(0, 16_000).mapToObj(i -> "prices/zone=" + i).toList();

    assertThat(keys)
        .allMatch(key -> PARTS.stream().filter(part -> part.holds(key)).count() == 1)
        .allMatch(Part.WHOLE::holds);
    Map<Integer, Long> sizes =
        keys.stream()
            .map(key -> Part.numberOf(key, Part.PARTS))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(sizes).hasSize(Part.PARTS);
    assertThat(sizes.values()).allMatch(size -> size > 800 && size < 1_200);
  }

  @Test
  void whatIsKeptByOneServerHasTheNamesItAlwaysHad() {
    RedisKeys keys = RedisKeys.after("sr:", Part.WHOLE);

    assertThat(keys.value("a/b")).isEqualTo("sr:1:v:{=a/b}");
    assertThat(keys.stamp("*")).isEqualTo("sr:1:s:*");
  }
}
