package verticles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class HitTableTest {
  @Test
  void each_namespace_is_a_line_and_all_together_the_last() throws JsonProcessingException {
    String metrics =
        """
        {"totals":{"hits":1200,"misses":30,"stale":5,"loads":31,"meanLoadMs":4.26,"savedMs":5120,"hitRatio":0.9757},
         "tiers":{"near":{"entries":42,"sizeBytes":1572864,"maxSizeBytes":50331648}},
         "namespaces":[{"namespace":"dataset","reads":{"hits":1200,"misses":30,"stale":5,"loads":31,
           "meanLoadMs":4.26,"hitRatio":0.9757}}]}
        """;

    String text = new HitTable(new ObjectMapper().readTree(metrics)).text();

    assertThat(text.lines())
        .containsExactly(
            "namespace                hits     misses      stale    ratio      loads  mean load",
            "dataset                 1,200         30          5    97.6%         31     4.3 ms",
            "all                     1,200         30          5    97.6%         31     4.3 ms",
            "42 entries, 1.5 of 48.0 MiB in memory; load time saved: 5 s");
  }

  @Test
  void an_empty_cache_has_a_table_of_zeros() throws JsonProcessingException {
    String text = new HitTable(new ObjectMapper().readTree("{}")).text();

    assertThat(text.lines()).hasSize(3).anyMatch(line -> line.startsWith("all "));
  }
}
