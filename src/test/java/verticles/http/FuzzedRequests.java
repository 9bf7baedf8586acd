package verticles.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Requests of the contract as bytes, spoilt in a few places; the same seed makes the same. */
final class FuzzedRequests {
  private static final List<String> PIECES =
      List.of(
          "\0",
          "\r",
          "\n",
          "\r\n",
          "\r\n\r\n",
          "\n\n",
          " ",
          "\t",
          ":",
          ";",
          ",",
          "/",
          "//",
          "/./",
          "/../",
          "%2e%2e",
          "%2f",
          "%5c",
          "%00",
          "%0d%0a",
          "%",
          "%zz",
          "%c0%ae",
          "\\",
          "?",
          "#",
          "&",
          "=",
          "..;/",
          "*",
          "\"",
          "<",
          "\u00ff",
          "\u00c3\u00a9",
          "\u0080",
          "\u007f",
          "\u000b",
          "HTTP/1.1",
          "http://x/",
          "@",
          "[::1]",
          "{{",
          "${",
          "'",
          "0x1",
          "-1",
          "99999999999999999999");

  private static final List<String> HEADERS =
      List.of(
          "Host: y",
          "Host:",
          "Content-Length: 5",
          "Content-Length: -1",
          "Content-Length: 5, 6",
          "Content-Length: 5\r\nContent-Length: 6",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nContent-Length: 3",
          "Transfer-Encoding:\u000bchunked",
          "Transfer-Encoding: identity",
          "Transfer-Encoding\r\n : chunked",
          "Connection: close, Host",
          "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
          "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x",
          "Expect: 100-continue",
          "Expect: 200-ok",
          "Authorization: Bearer",
          "Authorization: Basic Og==",
          "Authorization: Bearer a.b.c, Bearer d",
          "Accept: " + "a/b;q=0.1,".repeat(200),
          "Accept: */*;q=NaN",
          "Accept-Encoding: gzip;q=-1, br;q=1e9,*;q=",
          "If-None-Match: \"" + "a".repeat(300),
          "If-None-Match: " + "\"a\",".repeat(500),
          "If-Match: W/\"\"",
          "Range: bytes=9-1,-,0-",
          "Content-Type: multipart/form-data; boundary=" + "x".repeat(300),
          "Content-Type: application/json; charset=nonsense",
          "Content-Encoding: br",
          "Cookie: " + "a=b; ".repeat(300),
          "Origin: null",
          "Origin: http://x\r\nAccess-Control-Request-Method: GET",
          "Last-Event-ID: 99999999999999999999",
          "X-Forwarded-Host: evil.example",
          "Cache-Control: no-cache",
          "Cache-Control: max-age=" + "9".repeat(100),
          " folded: x",
          "\tfolded",
          ": no name",
          "no colon",
          "X-\0: a",
          "X-A: \0",
          "X-A: \u00e9",
          "X-Long: " + "x".repeat(7000),
          "X-Longer: " + "x".repeat(9000),
          "X-Many: 1\r\n".repeat(300) + "X-Many: 1");

  private static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "PRI",
          "get",
          "G\0T",
          "",
          "A".repeat(5000));

  private final List<ContractRequest> usual;
  private final String token;
  private final Random random;

  FuzzedRequests(Contract contract, String token, long seed) {
    this.usual =
        contract.operations().stream()
            // its answer has no end
            .filter(spec -> !spec.id().equals("streamLatestPrices"))
            .map(spec -> ContractRequest.usual(contract, spec))
            .toList();
    this.token = token;
    this.random = new Random(seed);
  }

  /** The bytes of one connection: one to three requests, the last of which asks for its end. */
  byte[] next() {
    StringBuilder all = new StringBuilder();
    for (int more = random.nextInt(3); more > 0; more--) {
      all.append(request(""));
    }
    all.append(request("Connection: close\r\n"));
    if (random.nextInt(10) == 0) {
      all.setLength(random.nextInt(all.length()));
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String request(String last) {
    ContractRequest one = pick(usual);
    String body = one.body().toString(StandardCharsets.ISO_8859_1);
    String method = maybe(one.method(), plain -> pick(METHODS));
    String query = one.query().isEmpty() ? "" : "?" + one.query();
    String target = maybe(maybe(one.path() + query, this::spoilt), this::spoilt);
    StringBuilder head =
        new StringBuilder(method + " " + target + " " + maybe("HTTP/1.1", this::spoilt) + "\r\n");
    head.append(maybe("Host: x\r\n", this::spoilt));
    head.append(maybe("Authorization: Bearer " + token + "\r\n", this::spoilt));
    one.headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    for (int more = random.nextInt(3); more > 0; more--) {
      head.append(maybe(pick(HEADERS), this::spoilt)).append("\r\n");
    }
    if (!body.isEmpty()) {
      body = maybe(body, this::spoilt);
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return head.append(last).append("\r\n").append(body).toString();
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String maybe(String plain, UnaryOperator<String> change) {
    return random.nextInt(4) == 0 ? change.apply(plain) : plain;
  }

  private String spoilt(String text) {
    int at = random.nextInt(text.length() + 1);
    return switch (random.nextInt(5)) {
      case 0 ->
          text.substring(0, at) + pick(PIECES).repeat(random.nextInt(200)) + text.substring(at);
      case 1 -> text.substring(0, at);
      case 2 ->
          text.substring(0, at)
              + (char) random.nextInt(256)
              + text.substring(Math.min(text.length(), at + 1));
      case 3 -> text + text;
      default -> text.substring(0, at) + pick(PIECES) + text.substring(at);
    };
  }
}
