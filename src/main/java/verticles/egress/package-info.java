/** The only way out: every request that this server makes itself, to hosts that are allowed. */
@NullMarked
package verticles.egress;

import org.jspecify.annotations.NullMarked;
