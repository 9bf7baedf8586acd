package verticles.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/** Reads what the node answered. */
final class NodeAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NodeAnswer() {}

  /**
   * The body of an answer; an empty object where that is no JSON.
   *
   * @throws FailureException what the node refused, as it said it
   */
  static JsonNode of(int status, String text) {
    JsonNode body = json(text);
    if (status / 100 != 2) {
      throw failure(status, body);
    }
    return body;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notOurs) {
      return JSON.createObjectNode();
    }
  }

  private static FailureException failure(int status, JsonNode problem) {
    return FailureException.of(
        Failure.ofStatus(status),
        problem.path("detail").asText("HTTP " + status),
        errors(problem.path("errors")));
  }

  /** What was wrong with each field or row. */
  static List<FieldError> errors(JsonNode told) {
    List<FieldError> errors = new ArrayList<>();
    told.forEach(
        error ->
            errors.add(
                new FieldError(error.path("pointer").asText(), error.path("detail").asText())));
    return errors;
  }
}
