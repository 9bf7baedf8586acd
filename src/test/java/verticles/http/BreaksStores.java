package verticles.http;

import verticles.postgres.PostgresTarget;

/** Breaks a rule on purpose; the architecture test must notice. */
record BreaksStores(PostgresTarget target) {}
