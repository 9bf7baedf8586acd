package verticles.http;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Whether an answer is one that the contract promises, and tells nothing of the inside. */
final class AnswerCheck {
  private static final Pattern INSIDE =
      Pattern.compile(
          "(?i)io\\.vertx|io\\.netty|verticles\\.|java\\.(lang|util|io|net)|com\\.hazelcast|org\\.postgresql|\\w+Exception\\b|\\bat"
              + " \\w+\\.\\w+\\(|SQLSTATE|\\bSELECT\\b.*\\bFROM\\b|INSERT INTO|stack"
              + " ?trace|/root/|/home/|spinreserve-contract");

  private final Contract contract;
  private final Map<JsonObject, Validator> validators = new ConcurrentHashMap<>();

  AnswerCheck(Contract contract) {
    this.contract = contract;
  }

  /** What is wrong with the answer; empty when nothing is. */
  List<String> problems(ContractRequest request, NodeAnswer answer) {
    List<String> found = new ArrayList<>();
    if (answer.status() >= 500) {
      found.add("a failure of the server");
    }
    if (request.refused() && (answer.status() < 400 || answer.status() > 499)) {
      found.add("not refused");
    }
    if (answer.header("x-request-id").isEmpty()) {
      found.add("no request id");
    }
    boolean shown = answer.type().equals("text/html") || answer.type().equals("application/yaml");
    if (!shown && tellsOfTheInside(answer.body())) {
      found.add("it tells of the inside");
    }
    if (!request.method().equals("HEAD")) {
      checkAsDeclared(request.spec(), answer, found);
    }
    return found;
  }

  static boolean tellsOfTheInside(String text) {
    return INSIDE.matcher(text).find();
  }

  private void checkAsDeclared(Contract.Spec spec, NodeAnswer answer, List<String> found) {
    JsonObject responses = spec.definition().getJsonObject("responses");
    String status = Integer.toString(answer.status());
    // a method that the address has not is refused before there is an operation
    boolean other = answer.status() == 405;
    JsonObject declared = responses.getJsonObject(other ? "default" : status);
    if (declared == null) {
      found.add("a status that the contract has not");
      return;
    }
    JsonObject content = contract.resolve(declared).getJsonObject("content", new JsonObject());
    if (content.isEmpty()) {
      if (!answer.body().isEmpty()) {
        found.add("a body where there is none");
      }
      return;
    }
    JsonObject media = content.getJsonObject(answer.type(), content.getJsonObject("*/*"));
    if (media == null) {
      // parts of the page have the types that they have
      if (!content.containsKey("application/octet-stream")) {
        found.add("the media type '" + answer.type() + "'");
      }
    } else if (answer.type().endsWith("json") && !answer.type().endsWith("ndjson")) {
      checkBody(media.getJsonObject("schema"), answer, found);
    }
  }

  private void checkBody(JsonObject schema, NodeAnswer answer, List<String> found) {
    Validator validator = validators.computeIfAbsent(schema, this::validator);
    OutputUnit result = validator.validate(Json.decodeValue(answer.body()));
    if (!Boolean.TRUE.equals(result.getValid())) {
      found.add("a body that does not fit: " + result.getErrors());
    }
  }

  private Validator validator(JsonObject schema) {
    return Validator.create(
        JsonSchema.of(Inlined.schema(contract, schema)),
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri("app://contract")
            .setOutputFormat(OutputFormat.Basic));
  }
}
