package verticles.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import verticles.identity.Role;

/** The reference page, rendered from the contract: plain HTML and CSS, no script at all. */
final class DocsPage {
  private final Contract contract;
  private final StringBuilder out = new StringBuilder();

  private DocsPage(Contract contract) {
    this.contract = contract;
  }

  static StaticFile render(Contract contract) {
    byte[] html = new DocsPage(contract).html().getBytes(StandardCharsets.UTF_8);
    return new StaticFile(html, "text/html; charset=utf-8", StaticFile.ASK_FIRST, DocsStyle.POLICY);
  }

  private String html() {
    JsonObject info = contract.document().getJsonObject("info");
    out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<meta name=\"color-scheme\" content=\"light dark\">")
        .append("<title>SpinReserve reference</title><style>")
        .append(DocsStyle.CSS)
        .append("</style></head><body><header><h1>")
        .append(text(info.getString("title")))
        .append(" <small>")
        .append(text(info.getString("version")))
        .append("</small></h1>");
    paragraphs(info.getString("description", ""));
    out.append("<p>The contract itself: <a href=\"/openapi.yaml\">/openapi.yaml</a></p></header>");
    List<String> tags =
        contract.document().getJsonArray("tags").stream()
            .map(tag -> ((JsonObject) tag).getString("name"))
            .toList();
    out.append("<nav aria-label=\"Groups\">");
    tags.forEach(tag -> out.append("<a href=\"#%s\">%s</a> ".formatted(text(tag), text(tag))));
    out.append("</nav><main>");
    tags.forEach(this::group);
    return out.append("</main></body></html>").toString();
  }

  private void group(String tag) {
    out.append("<section id=\"").append(text(tag)).append("\"><h2>").append(text(tag));
    out.append("</h2>");
    contract.operations().stream()
        .filter(spec -> spec.definition().getJsonArray("tags", new JsonArray()).contains(tag))
        .forEach(this::operation);
    out.append("</section>");
  }

  private void operation(Contract.Spec spec) {
    JsonObject definition = spec.definition();
    out.append("<article id=\"").append(text(spec.id())).append("\"><h3><span class=\"method ");
    out.append(spec.method().name().toLowerCase(Locale.ROOT)).append("\">");
    out.append(spec.method().name()).append("</span> <code>").append(text(spec.path()));
    out.append("</code></h3><p class=\"summary\">").append(text(definition.getString("summary")));
    out.append("</p>");
    access(spec.access());
    paragraphs(definition.getString("description", ""));
    parameters(contract.parameters(definition));
    body(definition);
    out.append("<pre tabindex=\"0\"><code>").append(text(curl(spec))).append("</code></pre>");
    answers(definition.getJsonObject("responses", new JsonObject()));
    out.append("</article>");
  }

  private void access(AccessRules access) {
    out.append("<p class=\"access\">");
    chip("role", access.role().map(Role::label).orElse("none, no sign-in"));
    access.scope().ifPresent(scope -> chip("scope", scope));
    switch (access.owner()) {
      case NONE -> {}
      case ORGANISATION -> chip("of", "your organisation");
      case USER -> chip("of", "you");
    }
    if (access.recentProof()) {
      chip("proof", "recent");
    }
    out.append("</p>");
  }

  private void chip(String name, String value) {
    out.append("<span class=\"chip\"><small>").append(text(name)).append("</small> ");
    out.append(text(value)).append("</span> ");
  }

  private void parameters(List<JsonObject> parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    out.append("<h4>Parameters</h4><dl>");
    for (JsonObject parameter : parameters) {
      out.append("<dt><code>").append(text(parameter.getString("name"))).append("</code> ");
      out.append("<small>").append(text(parameter.getString("in")));
      out.append(parameter.getBoolean("required", false) ? ", required" : "").append(", ");
      out.append(text(form(parameter.getJsonObject("schema")))).append("</small></dt><dd>");
      out.append(prose(parameter.getString("description", ""))).append("</dd>");
    }
    out.append("</dl>");
  }

  private void body(JsonObject definition) {
    JsonObject body = contract.resolve(definition.getJsonObject("requestBody", new JsonObject()));
    JsonObject content = body.getJsonObject("content", new JsonObject());
    if (!content.isEmpty()) {
      out.append("<h4>Body</h4><p>").append(prose(body.getString("description", "")));
      out.append(" <small>").append(text(String.join(", ", content.fieldNames())));
      out.append("</small></p>");
    }
  }

  private void answers(JsonObject responses) {
    out.append("<h4>Answers</h4><dl>");
    for (String status : responses.fieldNames()) {
      JsonObject response = contract.resolve(responses.getJsonObject(status));
      String types =
          String.join(", ", response.getJsonObject("content", new JsonObject()).fieldNames());
      out.append("<dt><code>").append(text(status)).append("</code> <small>").append(text(types));
      out.append("</small></dt><dd>").append(prose(response.getString("description", "")));
      out.append("</dd>");
    }
    out.append("</dl>");
  }

  private static String form(JsonObject schema) {
    String type = String.valueOf(schema.getValue("type"));
    if (schema.containsKey("enum")) {
      return schema.getJsonArray("enum").stream()
          .map(String::valueOf)
          .collect(Collectors.joining(" | "));
    }
    return schema.containsKey("pattern") ? type + " like " + schema.getString("pattern") : type;
  }

  private String curl(Contract.Spec spec) {
    StringBuilder line = new StringBuilder("curl");
    if (!spec.method().name().equals("GET")) {
      line.append(" -X ").append(spec.method().name());
    }
    if (spec.role().isPresent()) {
      line.append(" -H \"Authorization: Bearer $TOKEN\"");
    }
    JsonObject body =
        contract.resolve(spec.definition().getJsonObject("requestBody", new JsonObject()));
    JsonObject content = body.getJsonObject("content", new JsonObject());
    if (content.containsKey("application/json")) {
      String example = content.getJsonObject("application/json").getValue("example", "{}") + "";
      line.append(" -H \"Content-Type: application/json\" -d '").append(example).append("'");
    } else if (content.containsKey("text/csv")) {
      line.append(" -H \"Content-Type: text/csv\" --data-binary @rows.csv");
    }
    String path = spec.definition().getString("x-example", spec.path());
    return line.append(" \"http://127.0.0.1:8080").append(path).append("\"").toString();
  }

  private void paragraphs(String markdown) {
    for (String paragraph : markdown.strip().split("\n\\s*\n", -1)) {
      if (!paragraph.isBlank()) {
        out.append("<p>");
        out.append(prose(paragraph)).append("</p>");
      }
    }
  }

  /** Text in which back quotes mark code. */
  private static String prose(String raw) {
    return text(raw).replaceAll("`([^`]+)`", "<code>$1</code>");
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
