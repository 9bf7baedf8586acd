/** The catalog of datasets: declared SQL with typed parameters, read as JSON or CSV. */
@NullMarked
package verticles.dataset;

import org.jspecify.annotations.NullMarked;
