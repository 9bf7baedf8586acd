package verticles.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a body fits its schema, and no more: it ends at the first mistake. The validator that
 * lists the mistakes takes time with the square of their number, ten seconds for nine thousand.
 */
final class QuickCheck {
  private final Contract contract;
  private final Map<String, Validator> validators = new HashMap<>();

  QuickCheck(Contract contract) {
    this.contract = contract;
  }

  boolean fits(Contract.Spec spec, Buffer body) {
    Validator validator = validators.computeIfAbsent(spec.id(), id -> validator(spec));
    return Boolean.TRUE.equals(validator.validate(body.toJson()).getValid());
  }

  private Validator validator(Contract.Spec spec) {
    JsonObject schema =
        contract
            .resolve(spec.definition().getJsonObject("requestBody"))
            .getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema");
    return Validator.create(
        JsonSchema.of(Inlined.schema(contract, schema)),
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri("app://contract")
            .setOutputFormat(OutputFormat.Flag));
  }
}
