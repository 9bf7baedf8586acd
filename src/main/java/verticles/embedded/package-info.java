/** What the embedded servers share: their passwords, ports, programs and processes. */
@NullMarked
package verticles.embedded;

import org.jspecify.annotations.NullMarked;
