package verticles.egress;

/** The {@code egress} section: where this server may send requests, for each purpose. */
public record EgressConfig(
    PurposeConfig origin,
    PurposeConfig cdn,
    PurposeConfig push,
    PurposeConfig llm,
    PurposeConfig oidc,
    PurposeConfig webhook) {

  PurposeConfig of(Purpose purpose) {
    return switch (purpose) {
      case ORIGIN -> origin;
      case CDN -> cdn;
      case PUSH -> push;
      case LLM -> llm;
      case OIDC -> oidc;
      case WEBHOOK -> webhook;
    };
  }
}
