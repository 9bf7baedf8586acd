package verticles.egress;

import java.util.Locale;

/** Why a request is made; each purpose has its own allowed hosts, limits, pool and breakers. */
public enum Purpose {
  ORIGIN,
  CDN,
  PUSH,
  LLM,
  OIDC,
  WEBHOOK;

  /** The name used in the configuration, for example {@code oidc}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
