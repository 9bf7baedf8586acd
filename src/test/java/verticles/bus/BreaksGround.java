package verticles.bus;

import verticles.postgres.PostgresTarget;

/** Breaks a rule on purpose; the architecture test must notice. */
record BreaksGround(PostgresTarget target) {}
