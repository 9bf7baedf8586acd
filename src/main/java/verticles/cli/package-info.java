/** The commands of {@code ./spinreserve}: what they accept, print and exit with. */
@NullMarked
package verticles.cli;

import org.jspecify.annotations.NullMarked;
