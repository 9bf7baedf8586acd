package verticles.warming;

/** Makes the filling of one run. */
@FunctionalInterface
interface Fillings {
  Filling counting(Tally tally);
}
