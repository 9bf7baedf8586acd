/** The Hazelcast member this node runs, and leadership of one-per-cluster work. */
@NullMarked
package verticles.grid;

import org.jspecify.annotations.NullMarked;
