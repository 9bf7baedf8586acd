package verticles.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The slots of all types on this node. Those tasks that lost a worker before begin one after the
 * other, some seconds apart, and one whose next crash is its last runs with none of them beside it:
 * so the one whose fault it is is found, and one that takes hours keeps no other from running. Safe
 * from every thread.
 */
final class Slots {
  /** What exhausts its node mostly does so soon. */
  static final Duration APART = Duration.ofSeconds(3);

  private final Map<String, TypeDesk> desks = new TreeMap<>();
  private final List<Attempt> suspects = new ArrayList<>();
  private final int mostCrashes;
  private boolean closed;

  /** {@code mostCrashes} as the configuration says it. */
  Slots(TaskTypes types, int mostCrashes) {
    this.mostCrashes = mostCrashes;
    types.all().forEach(type -> desks.put(type.name(), new TypeDesk(type)));
  }

  /** How many tasks of each type could be claimed; only types with room. */
  synchronized Map<String, Integer> rooms() {
    Map<String, Integer> rooms = new HashMap<>();
    if (!closed) {
      desks.forEach(
          (name, desk) -> {
            int room = desk.room();
            if (room > 0) {
              rooms.put(name, room);
            }
          });
    }
    return rooms;
  }

  /** Lets attempts wait for a slot; answers whether they may, which they may not once it closed. */
  synchronized boolean add(Collection<Attempt> attempts) {
    if (!closed) {
      attempts.forEach(attempt -> desk(attempt).add(attempt));
    }
    return !closed;
  }

  private TypeDesk desk(Attempt attempt) {
    return Objects.requireNonNull(desks.get(attempt.claimed().type()));
  }

  /** The attempts that may begin now; each has a slot. */
  synchronized List<Attempt> begin() {
    List<Attempt> begun = new ArrayList<>();
    for (TypeDesk desk : desks.values()) {
      for (Attempt next = begin(desk); next != null; next = begin(desk)) {
        begun.add(next);
      }
    }
    return begun;
  }

  private @Nullable Attempt begin(TypeDesk desk) {
    Attempt suspect = desk.beginSuspect(this::mayBegin);
    if (suspect != null) {
      suspects.add(suspect);
      return suspect;
    }
    return desk.begin();
  }

  private boolean mayBegin(Attempt suspect) {
    return suspects.isEmpty()
        || (!isLast(suspect)
            && suspects.stream()
                .allMatch(one -> !isLast(one) && one.elapsed().compareTo(APART) > 0));
  }

  /** Whether one more crash puts an end to it. */
  private boolean isLast(Attempt suspect) {
    return suspect.claimed().state().crashes() + 1 >= mostCrashes;
  }

  /**
   * Hands the slot of an attempt that ran so long to the next one of its type, if one may begin.
   */
  synchronized @Nullable Attempt next(Attempt over, Duration ran) {
    if (over.givesSlotBack()) {
      desk(over).end(ran);
      suspects.remove(over);
    }
    return begin(desk(over));
  }

  /** Gives the slot of an attempt back that did not run, unless that was done. */
  synchronized void free(Attempt unused) {
    if (unused.givesSlotBack()) {
      desk(unused).free();
      suspects.remove(unused);
    }
  }

  /** Whether more of the type of an attempt could be claimed. */
  synchronized boolean hasRoom(Attempt of) {
    return !closed && desk(of).room() > 0;
  }

  /** Takes an attempt out that waits for a slot; answers whether it did. */
  synchronized boolean remove(Attempt attempt) {
    return desk(attempt).remove(attempt);
  }

  /** Takes those out that wait for another one to be found innocent. */
  synchronized List<Attempt> clearSuspects() {
    return desks.values().stream().flatMap(desk -> desk.clearSuspects().stream()).toList();
  }

  /** Lets nothing begin any more; answers what waited. */
  synchronized List<Attempt> close() {
    closed = true;
    return desks.values().stream().flatMap(desk -> desk.clear().stream()).toList();
  }
}
