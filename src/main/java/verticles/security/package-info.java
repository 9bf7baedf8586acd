/** Accounts, signed tokens and the roles they carry. */
@NullMarked
package verticles.security;

import org.jspecify.annotations.NullMarked;
