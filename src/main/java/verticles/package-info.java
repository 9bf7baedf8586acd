/** The command line and the node that wires all features together. */
@NullMarked
package verticles;

import org.jspecify.annotations.NullMarked;
