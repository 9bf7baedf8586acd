package verticles.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import verticles.cache.Encoding;

/** A file in memory with its compressed forms, made once, each with a strong entity tag. */
final class StaticFile {
  static final String FOREVER = "public, max-age=31536000, immutable";
  static final String ASK_FIRST = "no-cache";

  private record Form(Buffer body, String etag) {}

  private final String contentType;
  private final String cacheControl;
  private final String policy;
  private final Map<Encoding, Form> forms = new EnumMap<>(Encoding.class);

  /** {@code policy} is the content security policy; empty for what is no document. */
  StaticFile(byte[] content, String contentType, String cacheControl, String policy) {
    this.contentType = contentType;
    this.cacheControl = cacheControl;
    this.policy = policy;
    String hash = Digests.fingerprint(content);
    put(Encoding.IDENTITY, content, hash);
    if (MediaTypes.compressible(contentType)) {
      putIfSmaller(Encoding.GZIP, gzip(content), content.length, hash);
      if (Brotli4jLoader.isAvailable()) {
        putIfSmaller(Encoding.BROTLI, brotli(content), content.length, hash);
      }
    }
  }

  private void putIfSmaller(Encoding encoding, byte[] compressed, int than, String hash) {
    if (compressed.length < than) {
      put(encoding, compressed, hash + "-" + encoding.token());
    }
  }

  private void put(Encoding encoding, byte[] body, String etag) {
    forms.put(encoding, new Form(Buffer.buffer(body), '"' + etag + '"'));
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] brotli(byte[] content) {
    try {
      return Encoder.compress(content, new Encoder.Parameters().setQuality(11));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(Exchange exchange) {
    var asked = exchange.request().headers();
    Encoding wanted = Negotiation.encoding(asked.get(HttpHeaders.ACCEPT_ENCODING));
    Encoding encoding = forms.containsKey(wanted) ? wanted : Encoding.IDENTITY;
    Form form = forms.getOrDefault(encoding, forms.values().iterator().next());
    boolean unchanged = EntityTags.match(asked.get(HttpHeaders.IF_NONE_MATCH), form.etag());
    HttpServerResponse response = exchange.request().response();
    if (exchange.answered()) {
      return;
    }
    response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
    response.putHeader(HttpHeaders.ETAG, form.etag());
    response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (!policy.isEmpty()) {
      response.putHeader(Names.CONTENT_SECURITY_POLICY, policy);
      DocumentHeaders.addTo(response.headers());
    }
    if (encoding != Encoding.IDENTITY && !unchanged) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, encoding.token());
    }
    exchange.send(unchanged ? 304 : 200, contentType, form.body());
  }
}
