package verticles.sync;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import verticles.bus.FailureException;
import verticles.egress.Egress;
import verticles.egress.EgressAnswer;
import verticles.egress.EgressRequest;
import verticles.egress.Purpose;
import verticles.egress.RetryAfter;
import verticles.tasks.TaskFailure;

/**
 * The other server of one source. What may pass by itself is tried again a few times; the rest
 * fails with what to do about it. Safe for several threads.
 */
final class Upstream {
  private static final int TRIES = 4;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  /** An attempt of the task waits no longer for a busy upstream. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final SyncSource source;
  private final Pages pages;
  private final PageReader reader;
  private final Map<String, KnownPage> known;
  private final Egress egress;
  private final Throttle throttle;
  private final InstantSource clock;

  /** {@code known} are the pages whose rows are stored, by position. */
  Upstream(
      SyncSource source,
      Map<String, KnownPage> known,
      Egress egress,
      Throttle throttle,
      InstantSource clock) {
    this.source = source;
    this.pages = new Pages(source);
    this.reader = new PageReader(source);
    this.known = known;
    this.egress = egress;
    this.throttle = throttle;
    this.clock = clock;
  }

  /**
   * Asks for a page, unless it is known to be fresh; it blocks.
   *
   * @throws TaskFailure when there is no sense in waiting for it
   * @throws UpstreamBusy when there is, for longer
   */
  Page fetch(String position) throws InterruptedException {
    Optional<KnownPage> stored = Optional.ofNullable(known.get(position));
    if (stored.isPresent() && stored.get().fresh()) {
      return Page.unchanged(stored.get(), Validators.NONE);
    }
    Answer answer = ask(position, stored);
    for (int tried = 1; tried < TRIES && answer instanceof Answer.Passing passing; tried++) {
      rest(passing, tried);
      answer = ask(position, stored);
    }
    return switch (answer) {
      case Answer.Good good -> good.page();
      case Answer.Passing passing when passing.after().isPresent() ->
          throw new UpstreamBusy(passing.reason(), passing.after().get());
      case Answer.Passing passing -> throw TaskFailure.retryable(passing.reason());
    };
  }

  private void rest(Answer.Passing passing, int tried) throws InterruptedException {
    if (passing.after().isEmpty()) {
      Thread.sleep(backoff(tried));
    } else if (passing.after().get().compareTo(PATIENCE) <= 0) {
      // the other pages that are on their way would be refused as well
      throttle.pause(passing.after().get(), System.nanoTime());
    } else {
      throw new UpstreamBusy(passing.reason(), passing.after().get());
    }
  }

  private static Duration backoff(int tried) {
    long most = FIRST_WAIT.toMillis() << (tried - 1);
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  private sealed interface Answer {
    record Good(Page page) implements Answer {}

    /** Another try may do better, after the time that the upstream asks for. */
    record Passing(String reason, Optional<Duration> after) implements Answer {}
  }

  private Answer ask(String position, Optional<KnownPage> stored) throws InterruptedException {
    throttle.await();
    URI address = pages.address(position);
    try {
      EgressAnswer answer =
          egress
              .send(
                  Purpose.ORIGIN,
                  new EgressRequest(
                      "GET",
                      address,
                      headers(stored),
                      Buffer.buffer(),
                      source.deadline(),
                      source.largestPage().bytes()))
              .await();
      return read(position, stored, address, answer);
    } catch (FailureException failed) {
      return switch (failed.failure()) {
        case TIMEOUT, UNAVAILABLE, TOO_MANY, INTERNAL ->
            new Answer.Passing(
                "The upstream did not answer well: " + failed.detail(), Optional.empty());
        case TOO_LARGE ->
            throw TaskFailure.permanent(
                "A page is larger than %s; ask for fewer rows, or raise largest-page."
                    .formatted(source.largestPage()));
        default -> throw TaskFailure.permanent(failed.detail());
      };
    }
  }

  private Map<String, String> headers(Optional<KnownPage> stored) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    source.headers().forEach((name, value) -> headers.put(name, value.reveal()));
    stored.flatMap(KnownPage::etag).ifPresent(etag -> headers.put("If-None-Match", etag));
    stored
        .flatMap(KnownPage::lastModified)
        .ifPresent(since -> headers.put("If-Modified-Since", since));
    return headers;
  }

  private Answer read(
      String position, Optional<KnownPage> stored, URI address, EgressAnswer answer) {
    int status = answer.status();
    if (status == 304 && stored.isPresent()) {
      return new Answer.Good(Page.unchanged(stored.get(), Validators.of(answer.headers())));
    }
    if (status == 200) {
      return body(stored, address, answer);
    }
    if (status == 404 && source.paging().isCounted() && !position.equals(pages.first())) {
      return new Answer.Good(Page.end());
    }
    if (status == 429 || status >= 500) {
      Optional<Duration> after = RetryAfter.of(answer.headers(), clock.instant(), LONGEST_WAIT);
      return new Answer.Passing(
          "The upstream answered %d.".formatted(status),
          status == 429 ? after.or(() -> Optional.of(Duration.ofSeconds(2))) : after);
    }
    throw TaskFailure.permanent(refusal(status));
  }

  private Answer body(Optional<KnownPage> stored, URI address, EgressAnswer answer) {
    try {
      Page page = reader.read(answer.body(), answer.headers(), address);
      return new Answer.Good(
          stored.filter(known -> known.digest().equals(page.digest())).isPresent()
              ? Page.unchanged(stored.get(), page.validators())
              : page);
    } catch (IOException notJson) {
      return new Answer.Passing(
          "The upstream's answer is not JSON, or was cut off.", Optional.empty());
    }
  }

  private static String refusal(int status) {
    String hint =
        switch (status) {
          case 401, 403 -> " Look at the headers of the source: is its key right?";
          case 404, 410 -> " Look at the url of the source.";
          case 301, 302, 303, 307, 308 ->
              " That is a redirect: declare the address it leads to, or allow egress.origin.redirects.";
          default -> "";
        };
    return "The upstream answered %d.%s".formatted(status, hint);
  }
}
