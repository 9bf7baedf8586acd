/** What can be declared out of date in the cache, and how. */
@NullMarked
package verticles.invalidation;

import org.jspecify.annotations.NullMarked;
