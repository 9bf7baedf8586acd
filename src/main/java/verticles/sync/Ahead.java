package verticles.sync;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Fetches a few pages ahead of the one that is written. For one thread; closed by any. */
final class Ahead implements AutoCloseable {
  private record Coming(String position, FutureTask<Page> page) {}

  private final Upstream upstream;
  private final Pages pages;
  private final int parallel;
  private final Deque<Coming> coming = new ArrayDeque<>();
  private boolean closed;

  Ahead(Upstream upstream, Pages pages, int parallel) {
    this.upstream = upstream;
    this.pages = pages;
    this.parallel = parallel;
  }

  /** Begins to fetch a page and what may follow it; what was fetched for naught is forgotten. */
  synchronized void expect(String position) {
    if (coming.isEmpty() || !coming.getFirst().position().equals(position)) {
      coming.forEach(one -> one.page().cancel(true));
      coming.clear();
      begin(position);
    }
    Optional<String> guess = pages.guess(coming.getLast().position());
    while (coming.size() < parallel && guess.isPresent()) {
      begin(guess.get());
      guess = pages.guess(guess.get());
    }
  }

  private void begin(String position) {
    FutureTask<Page> page = new FutureTask<>(() -> upstream.fetch(position));
    coming.addLast(new Coming(position, page));
    if (closed) {
      page.cancel(true);
    } else {
      Thread.ofVirtual().name("sync-page").start(page);
    }
  }

  /**
   * Waits for the page that is expected next.
   *
   * @throws CancellationException when this was closed
   */
  Page take() throws InterruptedException {
    Coming first;
    synchronized (this) {
      first = coming.removeFirst();
    }
    try {
      return first.page().get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case RuntimeException known -> throw known;
        case Error broken -> throw broken;
        case null, default -> throw new IllegalStateException(failed);
      }
    } catch (InterruptedException stopped) {
      first.page().cancel(true);
      throw stopped;
    }
  }

  /** Gives up what is on its way, also what {@link #take} waits for. */
  @Override
  public synchronized void close() {
    closed = true;
    coming.forEach(one -> one.page().cancel(true));
  }
}
