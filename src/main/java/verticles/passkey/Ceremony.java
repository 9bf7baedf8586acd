package verticles.passkey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The two ceremonies of WebAuthn Level 3 for a page of the configured domain. A passkey must find
 * its owner by itself, and the device must have checked who holds it. Everything here computes
 * only.
 */
final class Ceremony {
  private static final Logger LOGGER = LoggerFactory.getLogger(Ceremony.class);
  private static final long PATIENCE_MILLIS = 120_000;

  /** Made by a service that is shut; its check would need a library of its own. */
  private static final String UNWANTED_ATTESTATION = "android-safetynet";

  private final PasskeyConfig config;

  Ceremony(PasskeyConfig config) {
    this.config = config;
  }

  private RelyingParty party(CredentialRepository known) {
    return RelyingParty.builder()
        .identity(RelyingPartyIdentity.builder().id(config.rpId()).name("SpinReserve").build())
        .credentialRepository(known)
        .origins(config.allowed())
        .allowOriginPort(config.anyPort())
        // the table compares counters, so that two sign-ins at once cannot both pass
        .validateSignatureCounter(false)
        .build();
  }

  PublicKeyCredentialCreationOptions create(
      String username, ByteArray handle, KnownPasskeys known) {
    return party(known)
        .startRegistration(
            StartRegistrationOptions.builder()
                .user(
                    UserIdentity.builder().name(username).displayName(username).id(handle).build())
                .authenticatorSelection(
                    AuthenticatorSelectionCriteria.builder()
                        .residentKey(ResidentKeyRequirement.REQUIRED)
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .build())
                .timeout(PATIENCE_MILLIS)
                .build());
  }

  RegistrationResult created(String request, String credential, KnownPasskeys known) {
    try {
      PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>
          response = PublicKeyCredential.parseRegistrationResponseJson(credential);
      String format = response.getResponse().getAttestation().getFormat();
      if (format.equals(UNWANTED_ATTESTATION)) {
        throw FailureException.of(
            Failure.BAD_REQUEST, "The attestation %s is not accepted.".formatted(format));
      }
      return party(known)
          .finishRegistration(
              FinishRegistrationOptions.builder()
                  .request(PublicKeyCredentialCreationOptions.fromJson(request))
                  .response(response)
                  .build());
    } catch (RegistrationFailedException refused) {
      LOGGER.atWarn().setCause(refused).log("a new passkey was refused");
      throw FailureException.of(
          Failure.BAD_REQUEST, "The passkey does not fit this page or this request.", refused);
    } catch (IOException | IllegalArgumentException malformed) {
      throw unreadable(malformed);
    }
  }

  AssertionRequest get() {
    return party(new KnownPasskeys(List.of()))
        .startAssertion(
            StartAssertionOptions.builder()
                .userVerification(UserVerificationRequirement.REQUIRED)
                .timeout(PATIENCE_MILLIS)
                .build());
  }

  PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> read(
      String credential) {
    try {
      return PublicKeyCredential.parseAssertionResponseJson(credential);
    } catch (IOException | IllegalArgumentException malformed) {
      throw unreadable(malformed);
    }
  }

  AssertionResult got(
      String request,
      PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> response,
      KnownPasskeys known) {
    try {
      return party(known)
          .finishAssertion(
              FinishAssertionOptions.builder()
                  .request(AssertionRequest.fromJson(request))
                  .response(response)
                  .build());
    } catch (AssertionFailedException | IllegalArgumentException refused) {
      LOGGER.atWarn().setCause(refused).log("a sign-in with a passkey was refused");
      throw FailureException.of(
          Failure.UNAUTHENTICATED, "The passkey was not accepted. Please try again.", refused);
    } catch (JsonProcessingException unreadable) {
      throw new IllegalStateException("a kept challenge must be readable", unreadable);
    }
  }

  private static FailureException unreadable(Exception cause) {
    return FailureException.of(
        Failure.BAD_REQUEST, "The credential is not what a browser sends.", cause);
  }
}
