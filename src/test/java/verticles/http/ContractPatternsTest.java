package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text makes a regular expression of the contract look at its characters again and again. */
class ContractPatternsTest {
  /** The regular expressions of the contract, wherever they are. */
  static Stream<String> patterns() {
    return Pattern.compile("\"pattern\":(\"(?:[^\"\\\\]|\\\\.)*\")")
        .matcher(Contract.load().document().encode())
        .results()
        .map(found -> new JsonObject("{\"p\":" + found.group(1) + "}").getString("p"))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void noneTakesLongWhateverItIsGiven(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher("");
    for (String part :
        List.of("a", "A", "0", "-", "a-", "0a.", "kv.", ":", "tasks,", "!", "é", " ")) {
      for (String end : List.of("", "!", "\n", "é")) {
        Counted text = new Counted(part.repeat(20_000) + end);

        matcher.reset(text).find();

        assertThat(text.reads.get()).as(part + end).isLessThan(20L * text.length());
      }
    }
  }

  /** A text that counts how often one of its characters is read. */
  private record Counted(String text, AtomicLong reads) implements CharSequence {
    Counted(String text) {
      this(text, new AtomicLong());
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      reads.incrementAndGet();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }
}
