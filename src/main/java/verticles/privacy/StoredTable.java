package verticles.privacy;

import java.time.Duration;
import java.util.Set;

/**
 * One table of the database, for the register of what is kept about whom and how long.
 *
 * @param holds what is in it, in a few words for its readers
 */
record StoredTable(String name, String holds, Whose whose, Retention retention) {

  /** Who a row is about. */
  sealed interface Whose {
    /** Nobody. */
    record Nobody() implements Whose {}

    /**
     * A person.
     *
     * @param column that holds the user name
     * @param hidden columns that are not handed out, because they are secrets
     */
    record Person(String column, Set<String> hidden, OnErasure onErasure) implements Whose {}

    /** A person, whose data a {@link PersonalData} of its own hands out and erases. */
    record Apart() implements Whose {}
  }

  /** What becomes of the rows of a person who is erased. */
  enum OnErasure {
    /** They go. */
    DELETE,
    /** They stay without the name. */
    FORGET_NAME
  }

  /** How long a row stays. */
  sealed interface Retention {
    /** Until something happens that these words name. */
    record Until(String event) implements Retention {}

    /** Deleted so long after the time in that column. */
    record Swept(String column, Duration after) implements Retention {}
  }

  static StoredTable of(String name, String holds, Whose whose, Retention retention) {
    return new StoredTable(name, holds, whose, retention);
  }

  static Whose nobody() {
    return new Whose.Nobody();
  }

  static Whose apart() {
    return new Whose.Apart();
  }

  /** Rows that go with the person; {@code hidden} columns are not handed out. */
  static Whose person(String column, String... hidden) {
    return new Whose.Person(column, Set.of(hidden), OnErasure.DELETE);
  }

  /** Rows that stay without the person's name. */
  static Whose named(String column, String... hidden) {
    return new Whose.Person(column, Set.of(hidden), OnErasure.FORGET_NAME);
  }

  static Retention until(String event) {
    return new Retention.Until(event);
  }

  static Retention sweptAfter(String column, Duration time) {
    return new Retention.Swept(column, time);
  }
}
