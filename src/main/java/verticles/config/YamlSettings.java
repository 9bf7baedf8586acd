package verticles.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML into the settings tree, keeping the place of each setting. */
public final class YamlSettings {
  private static final int DEEPEST = 20;

  private final String source;
  private final Problems problems;

  private YamlSettings(String source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * Reads one document. Broken YAML and keys written twice become problems.
   *
   * @param source the name that problems give as their place
   */
  public static Setting.Section read(String source, String yaml, Problems problems) {
    return new YamlSettings(source, problems).document(yaml);
  }

  private Setting.Section document(String yaml) {
    Setting.Section empty = new Setting.Section(Map.of(), new Place(source, 1, 1));
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root == null || isNothing(root)) {
        return empty;
      }
      if (setting("", root, 0) instanceof Setting.Section section) {
        return section;
      }
      problems.add(place(root.getStartMark()), "document", "a single value", "keys with values");
    } catch (MarkedYAMLException e) {
      problems.add(place(e.getProblemMark()), "YAML", e.getProblem(), "well-formed YAML");
    } catch (YAMLException e) {
      problems.add(empty.place(), "YAML", String.valueOf(e.getMessage()), "well-formed YAML");
    }
    return empty;
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private Setting setting(String key, Node node, int depth) {
    Place place = place(node.getStartMark());
    if (depth > DEEPEST) {
      problems.add(place, key, "more than " + DEEPEST + " levels", "a flatter file");
      return new Setting.Section(Map.of(), place);
    }
    return switch (node) {
      case MappingNode mapping -> section(key, mapping, place, depth);
      case SequenceNode sequence -> items(key, sequence, place, depth);
      case ScalarNode scalar ->
          new Setting.Scalar(isNothing(scalar) ? "" : scalar.getValue(), place);
      default -> new Setting.Scalar("", place);
    };
  }

  private Setting section(String key, MappingNode mapping, Place place, int depth) {
    Map<String, Setting> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      String path = key.isEmpty() ? name : key + "." + name;
      if (entries.put(name, setting(path, tuple.getValueNode(), depth + 1)) != null) {
        Place twice = place(tuple.getKeyNode().getStartMark());
        problems.add(twice, path, "the same key a second time", "each key once");
      }
    }
    return new Setting.Section(entries, place);
  }

  private Setting items(String key, SequenceNode sequence, Place place, int depth) {
    List<Setting> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(setting(key + "[" + items.size() + "]", item, depth + 1));
    }
    return new Setting.Items(items, place);
  }

  private Place place(@Nullable Mark mark) {
    return mark == null
        ? new Place(source, 1, 1)
        : new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
