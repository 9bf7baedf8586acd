/** Shared fixtures: real servers, settable clocks. */
@NullMarked
package verticles.testing;

import org.jspecify.annotations.NullMarked;
