package verticles.tls;

import org.jspecify.annotations.Nullable;

/** Files that hold no usable certificate; the message names the file and what is wrong. */
public final class BadCertificateException extends Exception {
  BadCertificateException(String said, @Nullable Throwable cause) {
    super(said, cause);
  }
}
