package verticles.http;

import java.net.http.HttpResponse;

/** How to look at answers. */
final class Answers {
  private Answers() {}

  /** The first header of that name; empty without one. */
  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
