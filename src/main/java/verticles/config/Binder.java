package verticles.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a section: each component is a key in kebab case. It accepts texts, whole
 * numbers, booleans, durations, sizes, secrets, paths, enums, lists, maps, optionals and further
 * records, and notes every problem instead of stopping at the first.
 */
public final class Binder {
  private final Problems problems;

  /** A binder that adds what it finds wrong to {@code problems}. */
  public Binder(Problems problems) {
    this.problems = problems;
  }

  /**
   * The record of a section.
   *
   * @param path the section's full key; empty for the root
   * @return empty when anything in it was wrong; the problems say what
   */
  public <R extends Record> Optional<R> bind(String path, Setting.Section section, Class<R> type) {
    return Optional.ofNullable(record(path, section, type)).map(type::cast);
  }

  private @Nullable Object record(String path, Setting.Section section, Class<?> type) {
    int before = problems.found().size();
    RecordComponent[] components = type.getRecordComponents();
    Map<String, RecordComponent> known = new LinkedHashMap<>();
    Arrays.stream(components).forEach(component -> known.put(key(component), component));
    rejectUnknown(path, section, known);
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(component(join(path, key(component)), section, component));
    }
    return problems.found().size() > before ? null : construct(path, section, type, values);
  }

  private void rejectUnknown(
      String path, Setting.Section section, Map<String, RecordComponent> known) {
    section
        .entries()
        .forEach(
            (name, value) -> {
              if (!known.containsKey(name)) {
                problems.add(
                    value.place(),
                    join(path, name),
                    "an unknown key",
                    "one of %s; the nearest is %s"
                        .formatted(known.keySet(), Nearest.of(name, known.keySet())));
              }
            });
  }

  private @Nullable Object component(
      String path, Setting.Section section, RecordComponent component) {
    Setting setting = section.entries().get(key(component));
    Default fallback = component.getAnnotation(Default.class);
    if (setting == null && component.getType() == Optional.class) {
      return Optional.empty();
    }
    if (setting == null && fallback != null) {
      setting = new Setting.Scalar(fallback.value(), section.place());
    }
    if (setting == null) {
      problems.add(section.place(), path, "nothing", form(component));
      return null;
    }
    return value(path, setting, component.getGenericType(), component);
  }

  private @Nullable Object value(
      String path, Setting setting, Type type, RecordComponent component) {
    if (type instanceof ParameterizedType generic) {
      return generic(path, setting, generic, component);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == Secret.class && SecretFile.isNamedBy(setting)) {
      return SecretFile.read(path, (Setting.Section) setting, problems)
          .map(text -> scalar(path, text, wanted, component))
          .orElse(null);
    }
    if (wanted.isRecord() && wanted != DataSize.class && wanted != Secret.class) {
      return setting instanceof Setting.Section inner
          ? record(path, inner, wanted)
          : wrong(path, setting, "a section with keys");
    }
    return setting instanceof Setting.Scalar scalar
        ? scalar(path, scalar, wanted, component)
        : wrong(path, setting, form(component));
  }

  private @Nullable Object scalar(
      String path, Setting.Scalar scalar, Class<?> wanted, RecordComponent component) {
    Optional<Object> value = Scalars.read(wanted, scalar.text());
    Between bounds = component.getAnnotation(Between.class);
    Matching matching = component.getAnnotation(Matching.class);
    boolean accepted =
        value.isPresent()
            && (bounds == null || Scalars.within(bounds, wanted, value.get()))
            && (matching == null || scalar.text().matches(matching.value()));
    if (!accepted && wanted == Secret.class) {
      problems.add(scalar.place(), path, "***", form(component));
      return null;
    }
    return accepted ? value.get() : wrong(path, scalar, form(component));
  }

  private @Nullable Object generic(
      String path, Setting setting, ParameterizedType type, RecordComponent component) {
    Type[] arguments = type.getActualTypeArguments();
    boolean empty = setting instanceof Setting.Scalar scalar && scalar.text().isEmpty();
    if (type.getRawType() == Optional.class) {
      return empty
          ? Optional.empty()
          : Optional.ofNullable(value(path, setting, arguments[0], component));
    } else if (type.getRawType() == List.class) {
      return list(path, setting, arguments[0], component, empty);
    } else if (type.getRawType() == Map.class) {
      return map(path, setting, arguments[1], component, empty);
    }
    throw new IllegalArgumentException("a setting cannot be of type " + type);
  }

  private @Nullable Object list(
      String path, Setting setting, Type type, RecordComponent component, boolean empty) {
    List<Setting> items =
        switch (setting) {
          case Setting.Items many -> many.items();
          case Setting.Scalar one when empty -> List.of();
          case Setting.Scalar one -> split(one);
          case Setting.Section section -> {
            wrong(path, setting, "a list");
            yield List.of();
          }
        };
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Object value = value(path + "[" + i + "]", items.get(i), type, component);
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  /** An environment variable has no lists, so commas separate there. */
  private static List<Setting> split(Setting.Scalar scalar) {
    return Arrays.stream(scalar.text().split(","))
        .map(String::strip)
        .<Setting>map(text -> new Setting.Scalar(text, scalar.place()))
        .toList();
  }

  private @Nullable Object map(
      String path, Setting setting, Type type, RecordComponent component, boolean empty) {
    if (!(setting instanceof Setting.Section section)) {
      return empty ? Map.of() : wrong(path, setting, "a section of named entries");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    section
        .entries()
        .forEach(
            (name, inner) -> {
              Object value = value(join(path, name), inner, type, component);
              if (value != null) {
                values.put(name, value);
              }
            });
    return values;
  }

  private @Nullable Object wrong(String path, Setting setting, String accepted) {
    problems.add(setting.place(), path, setting.kind(), accepted);
    return null;
  }

  private @Nullable Object construct(
      String path, Setting.Section section, Class<?> type, List<@Nullable Object> values) {
    try {
      var constructor = type.getDeclaredConstructors()[0];
      for (var candidate : type.getDeclaredConstructors()) {
        if (candidate.getParameterCount() == values.size()) {
          constructor = candidate;
        }
      }
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      String said = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
      problems.add(section.place(), path, "settings that do not fit together", said);
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  private static String form(RecordComponent component) {
    Matching matching = component.getAnnotation(Matching.class);
    if (matching != null) {
      return matching.form();
    }
    Between bounds = component.getAnnotation(Between.class);
    String range = bounds == null ? "" : " from %s to %s".formatted(bounds.min(), bounds.max());
    Class<?> type = component.getType();
    if (component.getGenericType() instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof Class<?> inner
        && type != Map.class) {
      return (type == List.class ? "a list, each item " : "") + Scalars.form(inner) + range;
    }
    return (type == Map.class || type.isRecord() && type != DataSize.class && type != Secret.class
            ? "a section"
            : Scalars.form(type))
        + range;
  }

  private static String key(RecordComponent component) {
    Key written = component.getAnnotation(Key.class);
    if (written != null) {
      return written.value();
    }
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
