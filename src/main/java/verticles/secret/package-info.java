/** Secrets that are kept in PostgreSQL: sealed with a master key that is never there. */
@NullMarked
package verticles.secret;

import org.jspecify.annotations.NullMarked;
