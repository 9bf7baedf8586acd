/** Who is asking: the caller and the roles every room may refer to. */
@NullMarked
package verticles.identity;

import org.jspecify.annotations.NullMarked;
