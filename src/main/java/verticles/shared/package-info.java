/** The tier that all nodes share: values in Redis, or in the grid where Redis is not there. */
@NullMarked
package verticles.shared;

import org.jspecify.annotations.NullMarked;
