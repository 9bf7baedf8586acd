package verticles.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import verticles.cache.CacheMessage.Visibility;
import verticles.config.Nearest;

/** Checks the SQL of a dataset against its parameters and its scope. */
record SqlCheck(DatasetConfig config, Declaration declared) {

  /** The statement, or empty when it is not one query. */
  Optional<SqlStatement> statement(List<Parameter> parameters, Optional<Paging> paging) {
    SqlStatement statement;
    try {
      statement = SqlScanner.scan(config.sql());
    } catch (IllegalArgumentException mistake) {
      declared.wrong(
          "sql", String.valueOf(mistake.getMessage()), "one statement with :name parameters");
      return Optional.empty();
    }
    if (!statement.isQuery()) {
      declared.wrong(
          "sql", Texts.shown(statement.firstWord()), "a statement that begins with SELECT or WITH");
    }
    Set<String> wanted = new TreeSet<>();
    parameters.forEach(parameter -> wanted.add(parameter.name()));
    paging.ifPresent(pages -> wanted.addAll(pages.binds().keySet()));
    Set<String> used = statement.names();
    checkUndeclared(used, wanted);
    wanted.stream()
        .filter(name -> !used.contains(name))
        .forEach(
            name ->
                declared.wrong(
                    "sql", "no use of :" + name, "SQL that uses it, or no declaration of it"));
    checkScope(used);
    return Optional.of(statement);
  }

  private void checkUndeclared(Set<String> used, Set<String> wanted) {
    used.stream()
        .filter(name -> !wanted.contains(name) && !binds(Visibility.USER).contains(name))
        .forEach(
            name ->
                declared.wrong(
                    "sql",
                    ":" + name,
                    wanted.isEmpty()
                        ? "a declared parameter, and none is declared"
                        : "one of the declared parameters %s; the nearest is %s"
                            .formatted(wanted, Nearest.of(name, wanted))));
  }

  /** A scope that its SQL ignores would show the rows of all, and keep a copy for each. */
  private void checkScope(Set<String> used) {
    String scope = config.scope().name().toLowerCase(Locale.ROOT);
    switch (config.scope()) {
      case SHARED -> {}
      case ORGANISATION -> require(used, ReservedNames.ORGANISATION, scope);
      case USER -> require(used, ReservedNames.USER, scope);
    }
    used.stream()
        .filter(name -> binds(Visibility.USER).contains(name))
        .filter(name -> !binds(config.scope()).contains(name))
        .forEach(
            name ->
                declared.wrong(
                    "sql",
                    ":" + name + " in a dataset of scope " + scope,
                    "scope: " + (name.equals(ReservedNames.USER) ? "user" : "organisation")));
  }

  private void require(Set<String> used, String name, String scope) {
    if (!used.contains(name)) {
      declared.wrong(
          "sql",
          "no use of :" + name,
          "SQL that selects by :%s, as scope %s needs".formatted(name, scope));
    }
  }

  /** The caller's names that a dataset of that scope may use. */
  static Set<String> binds(Visibility scope) {
    return switch (scope) {
      case SHARED -> Set.of();
      case ORGANISATION -> Set.of(ReservedNames.ORGANISATION);
      case USER -> Set.of(ReservedNames.ORGANISATION, ReservedNames.USER);
    };
  }
}
