/**
 * Fills the cache before anybody asks: what is declared, what is popular, what is due to be read.
 */
@NullMarked
package verticles.warming;

import org.jspecify.annotations.NullMarked;
