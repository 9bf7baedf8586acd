package verticles.dataset;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import verticles.cache.CacheConfig;
import verticles.coherence.TableTags;
import verticles.config.Nearest;

/** Makes a dataset of its declaration and notes what is wrong with it. */
final class DatasetReader {
  private final String name;
  private final DatasetConfig config;
  private final Declaration declared;
  private final Map<String, CacheConfig.Policy> policies;
  private final Set<String> sources;

  DatasetReader(
      String name,
      DatasetConfig config,
      Declaration declared,
      Map<String, CacheConfig.Policy> policies,
      Set<String> sources) {
    this.name = name;
    this.config = config;
    this.declared = declared;
    this.policies = policies;
    this.sources = sources;
  }

  /** The dataset, or empty when anything was wrong. */
  Optional<Dataset> read() {
    int before = declared.problems().found().size();
    CacheConfig.Policy policy = policies.get(config.policy());
    if (policy == null) {
      declared.wrong(
          "policy", Texts.shown(config.policy()), oneOf(config.policy(), policies.keySet()));
    }
    if (!sources.contains(config.source())) {
      declared.wrong("source", Texts.shown(config.source()), oneOf(config.source(), sources));
    }
    List<Parameter> parameters = parameters();
    Optional<Paging> paging = paging(parameters);
    Optional<SqlStatement> statement = new SqlCheck(config, declared).statement(parameters, paging);
    List<TagTemplate> tags = tags(parameters);
    List<TableTags> watched = new WatchReader(name, config, declared).read();
    List<WarmDeclaration> warm =
        new WarmReader(parameters, declared)
            .read(
                name, config.scope(), policy == null || policy.fresh().isPositive(), config.warm());
    if (declared.problems().found().size() > before || policy == null) {
      return Optional.empty();
    }
    return statement.map(sql -> dataset(policy, parameters, paging, tags, watched, warm, sql));
  }

  private Dataset dataset(
      CacheConfig.Policy policy,
      List<Parameter> parameters,
      Optional<Paging> paging,
      List<TagTemplate> tags,
      List<TableTags> watched,
      List<WarmDeclaration> warm,
      SqlStatement sql) {
    Map<String, String> types = new LinkedHashMap<>();
    parameters.forEach(known -> types.put(known.name(), known.type().sqlType()));
    paging.ifPresent(
        pages -> pages.binds().forEach((bind, type) -> types.put(bind, type.sqlType())));
    return new Dataset(
        name,
        config.description().strip(),
        config.scope(),
        config.source(),
        config.policy(),
        policy.fresh(),
        tags,
        parameters,
        paging,
        sql.bound(bind -> types.getOrDefault(bind, "text")).limited(config.maxRows() + 1),
        config.maxRows(),
        config.maxBytes().bytes(),
        watched,
        warm);
  }

  private static String oneOf(String read, Set<String> names) {
    return "one of %s; the nearest is %s"
        .formatted(names.stream().sorted().toList(), Nearest.of(read, names));
  }

  private List<Parameter> parameters() {
    Declaration section = declared.inner("parameters");
    List<Parameter> parameters = new ArrayList<>();
    config
        .parameters()
        .forEach(
            (key, parameter) ->
                parameters.add(ParameterReader.read(key, parameter, section.inner(key))));
    return MomentOrder.of(parameters, section);
  }

  private Optional<Paging> paging(List<Parameter> parameters) {
    if (config.pageBy().isEmpty()) {
      return Optional.empty();
    }
    boolean limited =
        parameters.stream()
            .anyMatch(
                known ->
                    known.name().equals(ReservedNames.LIMIT)
                        && known.isCertain()
                        && known.type() instanceof ParameterType.Whole(long min, long max)
                        && min >= 1
                        && max < config.maxRows());
    if (!limited) {
      declared.wrong(
          "page-by",
          "no usable parameter 'limit'",
          "an integer parameter 'limit' with a default, min: 1 and a max below max-rows");
    }
    Map<String, ParameterType> columns = new LinkedHashMap<>();
    config.pageBy().forEach((column, type) -> columns.put(column, type(type)));
    return Optional.of(new Paging(name, columns));
  }

  private static ParameterType type(DatasetConfig.PageColumn column) {
    return switch (column) {
      case TEXT -> new ParameterType.Text(Optional.empty(), 1000);
      case INTEGER ->
          new ParameterType.Whole(-ParameterType.Whole.LARGEST, ParameterType.Whole.LARGEST);
      case NUMBER -> new ParameterType.Decimal(Optional.empty(), Optional.empty());
      case DATE -> new ParameterType.Day(LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));
      case INSTANT ->
          new ParameterType.Moment(
              new TimeZone.Fixed(ZoneOffset.UTC), Optional.empty(), Optional.empty());
    };
  }

  private List<TagTemplate> tags(List<Parameter> parameters) {
    List<TagTemplate> tags = config.tags().stream().map(TagTemplate::new).toList();
    for (TagTemplate tag : tags) {
      if (!TagTemplate.FORM.matcher(tag.text()).matches()) {
        declared.wrong(
            "tags", Texts.shown(tag.text()), "letters, digits, any of _ . : / - and {parameter}");
      }
      tag.names().stream()
          .filter(placeholder -> !hasValue(placeholder, parameters))
          .forEach(
              placeholder ->
                  declared.wrong(
                      "tags",
                      "{" + placeholder + "}",
                      "a parameter that is required or has a default, or organisation or user when"
                          + " the scope is theirs"));
    }
    return tags;
  }

  private boolean hasValue(String placeholder, List<Parameter> parameters) {
    return SqlCheck.binds(config.scope()).contains(placeholder)
        || parameters.stream()
            .anyMatch(known -> known.name().equals(placeholder) && known.isCertain());
  }
}
