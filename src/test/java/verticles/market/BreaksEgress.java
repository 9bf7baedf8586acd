package verticles.market;

import io.vertx.core.http.HttpClient;

/** Breaks a rule on purpose; the architecture test must notice. */
record BreaksEgress(HttpClient client) {}
