/** The direction between rooms, as a test. */
@NullMarked
package verticles.architecture;

import org.jspecify.annotations.NullMarked;
