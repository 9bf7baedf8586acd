/** Certificates from PEM files: read, checked, and read again when the files change. */
@NullMarked
package verticles.tls;

import org.jspecify.annotations.NullMarked;
