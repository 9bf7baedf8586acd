/** The program, and the node that starts, wires and stops all features. */
@NullMarked
package verticles;

import org.jspecify.annotations.NullMarked;
