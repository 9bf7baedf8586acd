/** Durable work in the background: a queue in PostgreSQL, and the workers of every node. */
@NullMarked
package verticles.tasks;

import org.jspecify.annotations.NullMarked;
