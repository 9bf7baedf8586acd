package verticles.market;

import verticles.DataFolder;

/** Breaks a rule on purpose; the architecture test must notice. */
record BreaksFeatures(DataFolder folder) {}
