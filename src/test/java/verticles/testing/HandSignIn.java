package verticles.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs in at a {@link TestOidcProvider} as a reader does: follows it, and fills its forms. */
public final class HandSignIn {
  private static final Pattern FORM =
      Pattern.compile("action=\"([^\"]+)\".*?name=\"prompt\" value=\"(\\w+)\"", Pattern.DOTALL);
  private static final int MOST_STEPS = 20;

  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .build();

  /**
   * Goes where a node sent the browser.
   *
   * @return where the provider sends it back to: the first address that begins with {@code back}
   */
  public URI as(String user, URI provider, String back) throws IOException, InterruptedException {
    HttpRequest.Builder next = HttpRequest.newBuilder(provider);
    for (int step = 0; step < MOST_STEPS; step++) {
      HttpResponse<String> answer = browser.send(next.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 3) {
        URI to = answer.uri().resolve(answer.headers().firstValue("location").orElseThrow());
        if (to.toString().startsWith(back)) {
          return to;
        }
        next = HttpRequest.newBuilder(to);
      } else {
        next = filled(answer, user);
      }
    }
    throw new AssertionError("the provider asks for ever");
  }

  private static HttpRequest.Builder filled(HttpResponse<String> page, String user) {
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new AssertionError("no form: " + page.statusCode() + " " + page.body());
    }
    String fields = "prompt=%s&login=%s&password=any".formatted(form.group(2), user);
    return HttpRequest.newBuilder(page.uri().resolve(form.group(1)))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(fields));
  }
}
