/** The Redis connection that fails fast and recovers, and the embedded server. */
@NullMarked
package verticles.redis;

import org.jspecify.annotations.NullMarked;
