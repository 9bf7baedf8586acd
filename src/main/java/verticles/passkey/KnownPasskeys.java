package verticles.passkey;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The passkeys that one check is about, read before it, because the check itself cannot wait. */
record KnownPasskeys(List<StoredPasskey> passkeys) implements CredentialRepository {

  @Override
  public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
    return passkeys.stream()
        .filter(passkey -> passkey.username().equals(username))
        .map(passkey -> PublicKeyCredentialDescriptor.builder().id(passkey.credentialId()).build())
        .collect(Collectors.toSet());
  }

  @Override
  public Optional<ByteArray> getUserHandleForUsername(String username) {
    return passkeys.stream()
        .filter(passkey -> passkey.username().equals(username))
        .map(StoredPasskey::handle)
        .findFirst();
  }

  @Override
  public Optional<String> getUsernameForUserHandle(ByteArray handle) {
    return passkeys.stream()
        .filter(passkey -> passkey.handle().equals(handle))
        .map(StoredPasskey::username)
        .findFirst();
  }

  @Override
  public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray handle) {
    return passkeys.stream()
        .filter(passkey -> passkey.credentialId().equals(credentialId))
        .filter(passkey -> passkey.handle().equals(handle))
        .map(StoredPasskey::registered)
        .findFirst();
  }

  @Override
  public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
    return passkeys.stream()
        .filter(passkey -> passkey.credentialId().equals(credentialId))
        .map(StoredPasskey::registered)
        .collect(Collectors.toSet());
  }
}
