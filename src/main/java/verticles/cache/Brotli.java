package verticles.cache;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brotli by the native library, where there is one for this platform. */
final class Brotli implements Compressor {
  private static final Logger LOGGER = LoggerFactory.getLogger(Brotli.class);

  /** Smaller than gzip's best and about as fast as its default. */
  private static final int QUALITY = 5;

  private final Encoder.Parameters parameters = new Encoder.Parameters().setQuality(QUALITY);

  private Brotli() {}

  /** Empty when the native library cannot be loaded; the log says why. */
  static Optional<Compressor> load() {
    Throwable missing = Brotli4jLoader.getUnavailabilityCause();
    if (missing == null) {
      return Optional.of(new Brotli());
    }
    LOGGER
        .atWarn()
        .addKeyValue("reason", missing.getMessage())
        .log("answers are not sent in Brotli: its native library does not load here");
    return Optional.empty();
  }

  @Override
  public Encoding encoding() {
    return Encoding.BROTLI;
  }

  @Override
  public byte[] compress(byte[] body) {
    try {
      return Encoder.compress(body, parameters);
    } catch (IOException refused) {
      throw new UncheckedIOException("Brotli refused a body", refused);
    }
  }
}
