/**
 * Passkeys (WebAuthn): signing in without a password, by a device or a key that knows its owner.
 */
@NullMarked
package verticles.passkey;

import org.jspecify.annotations.NullMarked;
