/** The page in a real browser, served by the real product. */
@NullMarked
package verticles.browser;

import org.jspecify.annotations.NullMarked;
