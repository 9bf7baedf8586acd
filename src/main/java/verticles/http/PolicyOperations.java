package verticles.http;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.cache.CacheAdmin;
import verticles.cache.CacheConfig;
import verticles.cache.NamedPolicy;

/** The policies in force, and their change on all nodes. */
final class PolicyOperations {
  private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,18})\"");

  private final CacheAdmin admin;

  PolicyOperations(CacheAdmin admin) {
    this.admin = admin;
  }

  void list(Exchange exchange) {
    exchange.json(200, Map.of("items", admin.policies().stream().map(PolicyForm::of).toList()));
  }

  void change(Exchange exchange) {
    String path = exchange.path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    NamedPolicy before = find(name);
    long expected = expected(exchange.request().headers().get(HttpHeaders.IF_MATCH), before);
    CacheConfig.Policy wanted = PolicyForm.changed(before.policy(), exchange.body().toJsonObject());
    admin
        .change(name, wanted, expected)
        .onSuccess(
            changed -> {
              exchange.changed(
                  Change.to("cache-policy/" + name, PolicyForm.of(changed))
                      .from(PolicyForm.of(before)));
              if (!exchange.answered()) {
                exchange
                    .request()
                    .response()
                    .putHeader(HttpHeaders.ETAG, '"' + Long.toString(changed.version()) + '"');
                exchange.json(200, PolicyForm.of(changed));
              }
            })
        .onFailure(exchange::fail);
  }

  private NamedPolicy find(String name) {
    List<NamedPolicy> policies = admin.policies();
    return policies.stream()
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FailureException.of(
                    Failure.NOT_FOUND,
                    "There is no policy '%s'; there are %s."
                        .formatted(
                            name,
                            String.join(
                                ", ",
                                policies.stream().map(NamedPolicy::name).sorted().toList()))));
  }

  /** The version that is to be replaced; 0 when any may be. */
  private static long expected(@Nullable String ifMatch, NamedPolicy before) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return 0;
    }
    Matcher version = VERSION.matcher(ifMatch.strip());
    if (!version.matches()) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "A header is wrong.",
          List.of(new FieldError("If-Match", "It is a version in quotes, such as \"3\", or *.")));
    }
    long expected = Long.parseLong(version.group(1));
    if (expected != before.version()) {
      throw FailureException.of(
          Failure.PRECONDITION,
          "The policy is of version %d, not %d: somebody has changed it."
              .formatted(before.version(), expected));
    }
    return expected;
  }
}
