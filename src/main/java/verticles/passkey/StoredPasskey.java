package verticles.passkey;

import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** A passkey with what its signatures are checked by. */
record StoredPasskey(
    String id,
    String username,
    ByteArray handle,
    ByteArray credentialId,
    ByteArray publicKey,
    long signCount) {

  static StoredPasskey of(Row row) {
    return new StoredPasskey(
        row.getUUID("id").toString(),
        row.getString("username"),
        bytes(row.getBuffer("handle")),
        bytes(row.getBuffer("credential_id")),
        bytes(row.getBuffer("public_key")),
        row.getLong("sign_count"));
  }

  static ByteArray bytes(Buffer buffer) {
    return new ByteArray(buffer.getBytes());
  }

  RegisteredCredential registered() {
    return RegisteredCredential.builder()
        .credentialId(credentialId)
        .userHandle(handle)
        .publicKeyCose(publicKey)
        .signatureCount(signCount)
        .build();
  }
}
