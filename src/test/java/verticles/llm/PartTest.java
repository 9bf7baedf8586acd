package verticles.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartTest {
  private static List<Part> parts(String text, int most) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      Part part = Part.next(text, at, most);
      parts.add(part);
      at = part.end();
    }
    return parts;
  }

  private static List<String> cores(String text, int most) {
    return parts(text, most).stream().map(Part::core).toList();
  }

  @Test
  void what_fits_is_one_part() {
    assertThat(cores("One.\n\nTwo.", 100)).containsExactly("One.\n\nTwo.");
  }

  @Test
  void paragraphs_stay_whole_and_as_many_as_fit_go_together() {
    assertThat(cores("First paragraph.\n\nSecond one.\n\nThird paragraph. It is long.", 34))
        .containsExactly("First paragraph.\n\nSecond one.", "Third paragraph. It is long.");
  }

  @Test
  void a_long_paragraph_is_cut_at_a_line_a_sentence_or_a_word() {
    assertThat(cores("line one\nline two\nline three", 20))
        .containsExactly("line one\nline two", "line three");
    assertThat(cores("A sentence here. Another one there.", 24))
        .containsExactly("A sentence here.", "Another one there.");
    assertThat(cores("only words without any stop", 16))
        .containsExactly("only words", "without any stop");
  }

  @Test
  void a_character_is_never_cut() {
    assertThat(cores("😀😀😀😀", 3)).containsExactly("😀", "😀", "😀", "😀");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void parts_and_their_white_space_are_the_text_whatever_it_is(long seed) {
    Random random = new Random(seed);
    String letters = "ab .!?\n\n\r\t。é😀";
    StringBuilder text = new StringBuilder();
    while (text.length() < 3_000) {
      text.appendCodePoint(letters.codePointAt(random.nextInt(letters.length() - 1)));
    }
    int most = 2 + random.nextInt(300);

    StringBuilder joined = new StringBuilder();
    for (Part part : parts(text.toString(), most)) {
      assertThat(part.before().length() + part.core().length() + part.after().length())
          .isBetween(1, most);
      joined.append(part.framed(part.core()));
    }

    assertThat(joined.toString()).isEqualTo(text.toString());
  }

  @Test
  void the_result_takes_the_place_of_the_core() {
    Part part = Part.next("\n\n  Hello.  \n", 0, 100);
    assertThat(part.framed(" Hallo.\n")).isEqualTo("\n\n  Hallo.  \n");
    assertThat(Part.next(" \n ", 0, 100).isBlank()).isTrue();
  }
}
