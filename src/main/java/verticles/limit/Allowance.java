package verticles.limit;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What this node has in hand of one bucket. Taking from it is one atomic subtraction: no lock, no
 * memory, no other thread. It is filled in portions, before it is empty where that can be. Safe to
 * use from every thread.
 */
public final class Allowance {
  /** Fills an allowance; the limiter. */
  interface Filler {
    /** Begins to, unless it is under way already. */
    Future<Grant> fill(Allowance allowance);
  }

  final Rule rule;
  final String subject;
  private final Filler filler;
  private final boolean unlimited;
  private final AtomicLong inHand = new AtomicLong();
  private final AtomicLong issued = new AtomicLong();
  final AtomicReference<@Nullable Future<Grant>> filling = new AtomicReference<>();
  final AtomicInteger waiting = new AtomicInteger();
  private volatile long fillAt;
  private volatile long remaining;
  private volatile long refusedUntilNanos;
  private volatile boolean refusing;
  private @Nullable LocalBucket local;
  long seen;
  private long counted;
  private int quietTurns;

  Allowance(Rule rule, String subject, Filler filler) {
    this.rule = rule;
    this.subject = subject;
    this.filler = filler;
    this.unlimited = rule.limit().isNone();
    this.remaining = rule.limit().burst();
  }

  /** Takes one request; false when none is in hand just now, which may not be the last word. */
  public boolean take() {
    if (unlimited) {
      return true;
    }
    long before = inHand.getAndDecrement();
    if (before <= 0) {
      inHand.incrementAndGet();
      return false;
    }
    if (before == fillAt) {
      filler.fill(this);
    }
    return true;
  }

  /** Puts back what was taken for a request that was not answered after all. */
  public void giveBack() {
    if (!unlimited) {
      inHand.incrementAndGet();
    }
  }

  /** Whether there is a limit at all. */
  public boolean isLimited() {
    return !unlimited;
  }

  void granted(Grant grant, int portion, long nowNanos) {
    remaining = grant.remaining();
    fillAt = portion / 2;
    issued.addAndGet(grant.requests());
    refusing = grant.requests() == 0;
    if (refusing) {
      // until as much has come together as is fetched at once, so that refusing costs nothing
      double perSecond = rule.limit().perSecond();
      double wait = Math.max(grant.waitMillis() / 1000.0, portion / perSecond);
      refusedUntilNanos = nowNanos + (long) (wait * 1e9);
    }
    inHand.addAndGet(grant.requests());
  }

  /** What was refused may be there now: another bucket is asked from now on. */
  void lookAgain() {
    refusing = false;
  }

  /** How long nobody needs to look into the bucket again, in nanoseconds; 0 when one may. */
  long refusedFor(long nowNanos) {
    return refusing ? Math.max(0, refusedUntilNanos - nowNanos) : 0;
  }

  /** In how many seconds it is worth trying again, rounded up; at least 1. */
  public long retrySeconds() {
    double missing = Math.max(0, 1 - (remaining + Math.max(0, inHand.get())));
    return Math.max(1, (long) Math.ceil(missing / rule.limit().perSecond()));
  }

  /** The local stand-in of the bucket; it begins with this node's share of what was left. */
  synchronized Grant takeLocally(long wanted, int nodes, long nowNanos) {
    double share = 1.0 / Math.max(1, nodes);
    if (local == null) {
      local = new LocalBucket(Math.max(1, remaining * share), nowNanos);
    }
    Limit limit = rule.limit();
    return local.take(wanted, limit.perSecond() * share, limit.burst() * share, nowNanos);
  }

  synchronized void forgetLocal() {
    local = null;
  }

  synchronized boolean isLocal() {
    return local != null;
  }

  /**
   * What lies idle since the last turn, taken out to be given back; called by one thread.
   *
   * @param seen what was in hand at the last turn
   */
  long takeIdle(long seen) {
    if (seen > 0 && inHand.compareAndSet(seen, 0)) {
      issued.addAndGet(-seen);
      return seen;
    }
    return 0;
  }

  long inHand() {
    return inHand.get();
  }

  /** How many were taken since the last call. */
  synchronized long count() {
    long taken = issued.get() - inHand.get();
    long since = Math.max(0, taken - counted);
    counted += since;
    quietTurns = since == 0 ? quietTurns + 1 : 0;
    return since;
  }

  /** Whether nothing was taken for so many turns of counting. */
  synchronized boolean isQuiet(long turns) {
    return quietTurns > turns;
  }

  private long left() {
    return Math.clamp(remaining + inHand.get(), 0, rule.limit().burst());
  }

  /** The part of the bucket that is left, about; from 0 to 1. */
  public double fraction() {
    return unlimited ? 1 : (double) left() / rule.limit().burst();
  }

  /** The value of a {@code RateLimit-Policy} header: name, bucket, seconds until it is full. */
  public String policyHeader() {
    Limit limit = rule.limit();
    return "\"%s\";q=%d;w=%d".formatted(rule.name(), limit.burst(), limit.fullSeconds());
  }

  /** The value of a {@code RateLimit} header: what is left, about, and when it is full again. */
  public String header() {
    long left = left();
    long full = (long) Math.ceil((rule.limit().burst() - left) / rule.limit().perSecond());
    return "\"%s\";r=%d;t=%d".formatted(rule.name(), left, full);
  }
}
