/**
 * The audit log: who changed what and who was refused, as a chain in which nothing can be changed
 * unseen.
 */
@NullMarked
package verticles.audit;

import org.jspecify.annotations.NullMarked;
