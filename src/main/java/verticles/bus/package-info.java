/**
 * Typed messages between verticles: four address scopes, one codec, deadlines and failure codes.
 */
@NullMarked
package verticles.bus;

import org.jspecify.annotations.NullMarked;
