/** The PostgreSQL pool with its deadlines and probes, migrations, and the embedded server. */
@NullMarked
package verticles.postgres;

import org.jspecify.annotations.NullMarked;
