package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleGraphTest {

  @Test
  void everyWayToImportAtOnceIsSeenAndLaterOnesAreNot() {
    Map<String, String> modules =
        Map.of(
            "main",
            """
            // import { not } from 'comment-only-in-words'; is no import of a line of its own
            import { a,
              b } from 'named';
            import plain from "plain";
            import 'effect';
            import * as all from 'all';
            export { c } from 'again';
            const later = () => import('later');
            """,
            "named",
            "import{options as n}from\"small\";var t,r;export{r as x};export*from\"star\"",
            "later",
            "import 'never';");

    assertThat(ModuleGraph.reach("main", name -> modules.getOrDefault(name, "")))
        .contains("main", "named", "plain", "effect", "all", "again", "small", "star")
        .doesNotContain("later", "never");
  }

  @Test
  void modulesThatImportEachOtherEndTheSearch() {
    Map<String, String> circle = Map.of("a", "import 'b';", "b", "import 'a';");

    assertThat(ModuleGraph.reach("a", name -> circle.getOrDefault(name, "")))
        .containsExactly("a", "b");
  }
}
