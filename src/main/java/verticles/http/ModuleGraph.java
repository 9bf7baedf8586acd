package verticles.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Which modules a module cannot begin without. What {@code import()} loads later is left out. */
final class ModuleGraph {
  private static final Pattern STATIC =
      Pattern.compile(
          "(?:^|[;}\\n])\\s*(?:import|export)\\b\\s*(?:[\\w*$\\s{},]+?\\bfrom\\s*)?[\"']([^\"']+)[\"']");

  private ModuleGraph() {}

  /**
   * The names that {@code root} imports at once, itself and those of its imports included.
   *
   * @param source the text of a module by its name; empty for an unknown one
   */
  static Set<String> reach(String root, UnaryOperator<String> source) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(root));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (reached.add(name)) {
        STATIC
            .matcher(source.apply(name))
            .results()
            .map(found -> found.group(1))
            .forEach(open::add);
      }
    }
    return reached;
  }
}
