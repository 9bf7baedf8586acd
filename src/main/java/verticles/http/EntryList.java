package verticles.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import verticles.cache.CacheAdmin;
import verticles.cache.EntryPage;

/** Which entries there are, and what is known about each; never a body. */
final class EntryList {
  private final CacheAdmin admin;

  EntryList(CacheAdmin admin) {
    this.admin = admin;
  }

  void list(Exchange exchange) {
    EntryQuery query = EntryQuery.of(Reads.parameters(exchange.request()));
    admin
        .entries(query.namespace(), query.pattern(), query.cursor(), query.limit())
        .onSuccess(page -> exchange.json(200, document(page)))
        .onFailure(exchange::fail);
  }

  private static Map<String, @Nullable Object> document(EntryPage page) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("items", page.items());
    document.put("nextCursor", page.next().isEmpty() ? null : page.next());
    return document;
  }
}
