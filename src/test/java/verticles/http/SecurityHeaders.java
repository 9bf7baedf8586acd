package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The headers that protect, of an answer, and as they have to be. */
final class SecurityHeaders {
  static final String NOTHING_ALLOWED =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Of which a test says which are there and what they say; all others are free. */
  private static final List<String> SECURITY =
      List.of(
          "content-security-policy",
          "x-content-type-options",
          "referrer-policy",
          "cross-origin-resource-policy",
          "cross-origin-opener-policy",
          "cross-origin-embedder-policy",
          "origin-agent-cluster",
          "strict-transport-security",
          "clear-site-data",
          "server",
          "x-powered-by");

  private SecurityHeaders() {}

  static Map<String, String> security(HttpResponse<String> answer) {
    Map<String, String> found = new TreeMap<>();
    SECURITY.forEach(
        name ->
            answer.headers().allValues(name).stream()
                .reduce((a, b) -> a + " AND " + b)
                .ifPresent(value -> found.put(name, value)));
    return found;
  }

  static Map<String, String> every(String policy) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-security-policy", policy);
    headers.put("x-content-type-options", "nosniff");
    headers.put("referrer-policy", "no-referrer");
    headers.put("cross-origin-resource-policy", "same-origin");
    return headers;
  }

  static Map<String, String> document(String policy) {
    Map<String, String> headers = every(policy);
    headers.put("cross-origin-opener-policy", "same-origin");
    headers.put("cross-origin-embedder-policy", "require-corp");
    headers.put("origin-agent-cluster", "?1");
    return headers;
  }

  static String one(HttpResponse<String> answer, String name) {
    assertThat(answer.headers().allValues(name)).as(name).hasSizeLessThan(2);
    return answer.headers().firstValue(name).orElse("");
  }
}
