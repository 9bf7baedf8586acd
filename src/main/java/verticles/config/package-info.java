/**
 * Turns YAML and environment variables into validated records, reporting every problem with its
 * place.
 */
@NullMarked
package verticles.config;

import org.jspecify.annotations.NullMarked;
