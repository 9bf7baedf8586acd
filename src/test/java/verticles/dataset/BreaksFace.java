package verticles.dataset;

import verticles.http.HttpConfig;

/** Breaks a rule on purpose; the architecture test must notice. */
record BreaksFace(HttpConfig config) {}
