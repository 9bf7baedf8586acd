package verticles.coherence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out what this node has not heard, and says what to do about it. A call takes the time in
 * milliseconds of any clock that never goes back. Not safe for several threads.
 */
final class Senders {
  /** How long a number may come late without being missed. */
  static final long REORDERING_MILLIS = 50;

  /** How soon a sender is asked again. */
  static final long ASK_MILLIS = 150;

  /** How long a sender has to send again. */
  static final long REPAIR_MILLIS = 500;

  /** How many messages a sender keeps. */
  static final int RING = 1_024;

  /** What this node has to do. */
  sealed interface Step {
    /** Nothing may be served. */
    record Doubt() implements Step {}

    /** The sender is asked to send these numbers again, both included. */
    record Ask(String sender, String incarnation, long from, long to) implements Step {}

    /** Everything kept is out of date. */
    record Forget() implements Step {}

    /** Nothing is missing any more. */
    record Trust() implements Step {}
  }

  private final Map<String, Sequence> sequences = new HashMap<>();
  private long gaps;
  private long repairs;
  private long forgets;

  /** A sender answered where it is, before this node kept anything: its past does not matter. */
  void met(String sender, String incarnation, long newest) {
    Sequence known = sequences.get(sender);
    if (known == null) {
      sequences.put(sender, new Sequence(incarnation, newest));
    }
  }

  /** A message came and has been applied. */
  List<Step> heard(String sender, String incarnation, long number, long now) {
    List<Step> steps = new ArrayList<>();
    of(sender, incarnation, steps).heard(number, now);
    look(now, steps);
    return steps;
  }

  /** A heartbeat came. */
  List<Step> promised(String sender, String incarnation, long newest, long now) {
    List<Step> steps = new ArrayList<>();
    of(sender, incarnation, steps).promised(newest, now);
    look(now, steps);
    return steps;
  }

  /** Time has passed. */
  List<Step> passed(long now) {
    List<Step> steps = new ArrayList<>();
    look(now, steps);
    return steps;
  }

  /** The nodes of the cluster: what others sent last can only be known from the ledger. */
  List<Step> retain(Collection<String> members) {
    List<Step> steps = new ArrayList<>();
    List<String> gone =
        sequences.keySet().stream().filter(sender -> !members.contains(sender)).toList();
    gone.forEach(sender -> giveUp(sequences.remove(sender), steps));
    return steps;
  }

  private Sequence of(String sender, String incarnation, List<Step> steps) {
    Sequence known = sequences.get(sender);
    if (known != null && known.incarnation().equals(incarnation)) {
      return known;
    }
    if (known != null) {
      giveUp(known, steps);
    }
    Sequence fresh = new Sequence(incarnation, 0);
    sequences.put(sender, fresh);
    return fresh;
  }

  /** Nobody is left who could send again. */
  private void giveUp(Sequence gone, List<Step> steps) {
    if (gone.isOpen()) {
      forget(gone, steps);
    }
  }

  private void look(long now, List<Step> steps) {
    sequences.forEach(
        (sender, sequence) -> {
          if (sequence.isDoubted() && !sequence.isOpen()) {
            repairs++;
            trust(sequence, steps);
          } else if (sequence.isLost(now, REPAIR_MILLIS) || sequence.missing() > RING) {
            forget(sequence, steps);
          } else if (sequence.isSuspect(now, REORDERING_MILLIS)) {
            gaps++;
            if (doubts() == 0) {
              steps.add(new Step.Doubt());
            }
            sequence.doubt(now);
            steps.add(ask(sender, sequence));
          } else if (sequence.asksAgain(now, ASK_MILLIS)) {
            steps.add(ask(sender, sequence));
          }
        });
  }

  private static Step ask(String sender, Sequence sequence) {
    return new Step.Ask(
        sender, sequence.incarnation(), sequence.firstMissing(), sequence.lastMissing());
  }

  private void forget(Sequence sequence, List<Step> steps) {
    forgets++;
    steps.add(new Step.Forget());
    sequence.skip();
    trust(sequence, steps);
  }

  private void trust(Sequence sequence, List<Step> steps) {
    if (sequence.isDoubted()) {
      sequence.trust();
      // a sender that is gone is no longer among the others
      if (doubts() == 0) {
        steps.add(new Step.Trust());
      }
    }
  }

  /** Whether some number is missing, so that time matters. */
  boolean waits() {
    return sequences.values().stream().anyMatch(Sequence::isOpen);
  }

  /** How many senders are doubted now. */
  long doubts() {
    return sequences.values().stream().filter(Sequence::isDoubted).count();
  }

  /** How many gaps were not closed by themselves. */
  long gaps() {
    return gaps;
  }

  /** How many of them the sender could close. */
  long repairs() {
    return repairs;
  }

  /** How often everything was forgotten because of what could not be known. */
  long forgets() {
    return forgets;
  }
}
