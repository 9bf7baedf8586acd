/** The HTTP face: contract, operations, streams, health and the static shell. */
@NullMarked
package verticles.http;

import org.jspecify.annotations.NullMarked;
