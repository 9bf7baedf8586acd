package verticles.cache;

import verticles.dataset.Format;

/** Breaks a rule on purpose; the architecture test must notice. */
public record BreaksCache(Format format) {}
