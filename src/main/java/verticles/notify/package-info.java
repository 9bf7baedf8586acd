/** Tells people what happened: a numbered log, streams that replay it, and the tickets for them. */
@NullMarked
package verticles.notify;

import org.jspecify.annotations.NullMarked;
