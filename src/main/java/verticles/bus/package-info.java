/**
 * Typed messages between verticles: four address scopes, one codec, deadlines and failure codes;
 * and what must not run on an event loop.
 */
@NullMarked
package verticles.bus;

import org.jspecify.annotations.NullMarked;
