package verticles.oidc;

import java.time.Instant;

/** How the provider was when it was looked at last. */
public sealed interface ProviderState {
  /** Since when it is so. */
  Instant since();

  /** Not looked at yet. */
  record Unknown(Instant since) implements ProviderState {}

  /** It answers and its keys are known. */
  record Up(Instant since) implements ProviderState {}

  /** It cannot be used; who has a local account signs in as ever. */
  record Down(String reason, Instant since) implements ProviderState {}
}
