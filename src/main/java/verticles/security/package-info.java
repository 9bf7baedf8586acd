/** Accounts, their sessions, signed tokens with the roles they carry, and what is revoked. */
@NullMarked
package verticles.security;

import org.jspecify.annotations.NullMarked;
