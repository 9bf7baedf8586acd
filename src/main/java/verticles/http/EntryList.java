package verticles.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import verticles.cache.CacheAdmin;
import verticles.cache.EntryPage;

/** Which entries there are, and what is known about each; never a body. */
final class EntryList {
  private static final String USUAL = "100";

  private final CacheAdmin admin;

  EntryList(CacheAdmin admin) {
    this.admin = admin;
  }

  void list(Exchange exchange) {
    Map<String, List<String>> query = Reads.parameters(exchange.request());
    admin
        .entries(
            first(query, "namespace", ""),
            first(query, "pattern", ""),
            first(query, "cursor", ""),
            Integer.parseInt(first(query, "limit", USUAL)))
        .onSuccess(page -> exchange.json(200, document(page)))
        .onFailure(exchange::fail);
  }

  private static String first(Map<String, List<String>> query, String name, String fallback) {
    return query.getOrDefault(name, List.of(fallback)).getFirst();
  }

  private static Map<String, @Nullable Object> document(EntryPage page) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("items", page.items());
    document.put("nextCursor", page.next().isEmpty() ? null : page.next());
    return document;
  }
}
