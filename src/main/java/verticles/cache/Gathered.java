package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Asks together what is asked for in one turn of an event loop. Safe to call from every thread. */
final class Gathered<Q, A> {
  private final Function<List<Q>, List<Future<A>>> askAll;
  private final Executor endOfTurn;
  private List<Q> questions = new ArrayList<>();
  private List<Promise<A>> promises = new ArrayList<>();

  /**
   * Nothing was asked yet.
   *
   * @param askAll answers several questions, in their order
   * @param endOfTurn runs its task when the turn is over
   */
  Gathered(Function<List<Q>, List<Future<A>>> askAll, Executor endOfTurn) {
    this.askAll = askAll;
    this.endOfTurn = endOfTurn;
  }

  Future<A> ask(Q question) {
    Promise<A> promise = Promise.promise();
    if (add(question, promise)) {
      endOfTurn.execute(this::askNow);
    }
    return promise.future();
  }

  /** Whether it is the first of its turn. */
  private synchronized boolean add(Q question, Promise<A> promise) {
    questions.add(question);
    promises.add(promise);
    return questions.size() == 1;
  }

  private void askNow() {
    List<Q> asked;
    List<Promise<A>> waiting;
    synchronized (this) {
      asked = questions;
      waiting = promises;
      questions = new ArrayList<>();
      promises = new ArrayList<>();
    }
    try {
      List<Future<A>> answers = askAll.apply(asked);
      for (int i = 0; i < waiting.size(); i++) {
        answers.get(i).onComplete(waiting.get(i));
      }
    } catch (RuntimeException thrown) {
      waiting.forEach(promise -> promise.tryFail(thrown));
    }
  }
}
