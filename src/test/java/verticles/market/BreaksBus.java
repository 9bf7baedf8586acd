package verticles.market;

import io.vertx.core.eventbus.EventBus;

/** Breaks a rule on purpose; the architecture test must notice. */
record BreaksBus(EventBus bus) {}
