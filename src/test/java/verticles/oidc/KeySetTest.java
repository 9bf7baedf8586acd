package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.FailureException;

class KeySetTest {

  @Test
  void keysThatCheckSignaturesAreKeptWithoutTheirPrivateHalf() throws Exception {
    var ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    JsonObject document = HandProvider.shown(HandProvider.FIRST);
    document.getJsonArray("keys").add(new JsonObject(ec.toJSONObject()));

    KeySet set = KeySet.read(document.toBuffer());

    assertThat(set.keys()).containsOnlyKeys("first", "ec");
    assertThat(set.keys().values()).noneMatch(key -> key.isPrivate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keys\":[]}",
        "{}",
        "{\"keys\":[{\"kty\":\"quantum\",\"kid\":\"a\"},{\"kty\":\"AKP\",\"kid\":\"b\",\"alg\":\"ML-DSA-44\"}]}",
        "{\"keys\":[7,null,\"x\",{}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"\",\"e\":\"\"}]}",
        "{\"keys\":7}",
        "[]",
        "<html>"
      })
  void aSetWithoutAUsableKeyIsRefused(String document) {
    assertThatThrownBy(() -> KeySet.read(Buffer.buffer(document)))
        .isInstanceOf(FailureException.class);
  }

  @Test
  void aSymmetricAShortAndAnEncryptingKeyAreNotUsable() throws Exception {
    OctetSequenceKey shared = new OctetSequenceKeyGenerator(256).keyID("oct").generate();
    RSAKey tiny = HandProvider.rsa("tiny", 1024);
    RSAKey encrypting = new RSAKey.Builder(HandProvider.FIRST).keyUse(KeyUse.ENCRYPTION).build();
    RSAKey nameless = new RSAKey.Builder(HandProvider.FIRST).keyID(null).build();
    JsonArray keys =
        JsonArray.of(
            new JsonObject(shared.toJSONObject()),
            new JsonObject(tiny.toPublicJWK().toJSONObject()),
            new JsonObject(encrypting.toPublicJWK().toJSONObject()),
            new JsonObject(nameless.toPublicJWK().toJSONObject()));

    assertThatThrownBy(() -> KeySet.read(JsonObject.of("keys", keys).toBuffer()))
        .hasMessageContaining("no key of a known kind");
  }

  @Test
  void unknownKindsBesideAUsableOneAreLeftOut() {
    JsonObject document = HandProvider.shown(HandProvider.FIRST);
    document.getJsonArray("keys").add(JsonObject.of("kty", "quantum", "kid", "q"));

    assertThat(KeySet.read(document.toBuffer()).keys()).containsOnlyKeys("first");
  }
}
