package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import verticles.cache.Cache;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheEntry;
import verticles.cache.CacheMessage;
import verticles.cache.Encoding;
import verticles.identity.Role;
import verticles.limit.Allowance;
import verticles.limit.RouteClass;
import verticles.security.VerifiedToken;

/**
 * Answers a dataset request that this event loop has checked a moment ago and whose answer is in
 * memory: before any routing, with nothing parsed and one write. Everything else it leaves alone.
 */
final class HotReads {
  /** The path of every dataset; what follows it is the name and the query. */
  static final String PREFIX = "/api/v1/data/";

  /** Relative times, the catalog and the roles are looked at again after a second. */
  private static final long LONGEST_MILLIS = 1000;

  private static final int REMEMBERED = 4096;

  private final Cache cache;
  private final Connections connections;
  private final RateLimits limits;
  private final RequestIds ids;
  private final HitCounter hits;
  private final Memo memo = new Memo(REMEMBERED);
  private final Shelf shelf = new Shelf();

  HotReads(
      Cache cache, Connections connections, RateLimits limits, RequestIds ids, HitCounter hits) {
    this.cache = cache;
    this.connections = connections;
    this.limits = limits;
    this.ids = ids;
    this.hits = hits;
  }

  /** Whether the request was answered. */
  boolean answer(HttpServerRequest request) {
    HttpMethod method = request.method();
    String uri = request.uri();
    if (!(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        || !uri.startsWith(PREFIX)) {
      return false;
    }
    MultiMap asked = request.headers();
    String authorization = asked.get(HttpHeaders.AUTHORIZATION);
    if (authorization == null) {
      return false;
    }
    Memo.Slot slot =
        memo.find(
            uri,
            authorization,
            asked.get(HttpHeaders.ACCEPT),
            asked.get(HttpHeaders.ACCEPT_ENCODING));
    if (slot == null
        || asked.contains(HttpHeaders.TRANSFER_ENCODING)
        || asked.contains(HttpHeaders.CONTENT_LENGTH)
        // another origin may need another answer, and what is remembered must not have its name
        || asked.contains(Names.ORIGIN)
        || request.isSSL()
        // a head with live parts must be encoded before the next request comes
        || request.response().writeQueueFull()) {
      return false;
    }
    long started = System.nanoTime();
    long now = System.currentTimeMillis();
    if (wantsRefresh(asked, slot.caller.role())) {
      return false;
    }
    AnswerHead head = head(slot, now);
    Allowance address = connections.address(request, now);
    if (head == null || address == null || !take(slot, address)) {
      return false;
    }
    write(request, head, started);
    connections.served(request, now);
    connections.learn(request, slot, address, this);
    return true;
  }

  /** Counts the request against both its limits; what is refused here goes the long way. */
  private static boolean take(Memo.Slot slot, Allowance address) {
    if (!address.take()) {
      return false;
    }
    if (!slot.allowance.take()) {
      address.giveBack();
      return false;
    }
    return true;
  }

  /** The head of the present answer; null when the slot is over or memory has no fresh answer. */
  private @Nullable AnswerHead head(Memo.Slot slot, long now) {
    CacheEntry entry = now < slot.goodUntilMillis ? cache.peek(slot.read.key()) : null;
    if (entry == null) {
      return null;
    }
    AnswerHead head = slot.head;
    if (head == null || !head.fits(entry, now)) {
      head = new AnswerHead(entry, slot.encoding, CacheAnswer.Status.HIT, now);
      slot.head = head;
    }
    return head;
  }

  /**
   * Answers once more a GET that was answered from this slot, as {@link #answer} would.
   *
   * @param address what the sender's address may still ask for
   * @return the whole answer, to be released; null when it must be found the long way
   */
  @Nullable ByteBuf again(
      Memo.Slot slot,
      @Nullable String ifNoneMatch,
      Allowance address,
      long now,
      ByteBufAllocator memory) {
    long started = System.nanoTime();
    AnswerHead head = head(slot, now);
    if (head == null || !take(slot, address)) {
      return null;
    }
    boolean unchanged = EntityTags.match(ifNoneMatch, head.variant.etag());
    long nanos = System.nanoTime() - started;
    ByteBuf answer = shelf.take(head.wire(unchanged), ids, Timing.near(nanos), memory);
    count(unchanged, nanos);
    hits.repeated();
    return answer;
  }

  private void write(HttpServerRequest request, AnswerHead head, long started) {
    HttpServerResponse response = request.response();
    boolean unchanged =
        EntityTags.match(request.headers().get(HttpHeaders.IF_NONE_MATCH), head.variant.etag());
    long nanos = System.nanoTime() - started;
    MultiMap headers = response.headers();
    headers.setAll(head.prepared(unchanged, ids.next(), Timing.near(nanos)));
    count(unchanged, nanos);
    if (unchanged) {
      response.setStatusCode(304).end();
    } else if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(head.variant.body());
    }
  }

  private void count(boolean unchanged, long nanos) {
    if (unchanged) {
      hits.unchanged(nanos);
    } else {
      hits.hit(nanos);
    }
  }

  /** Lets go of what is over. */
  void sweep() {
    long now = System.currentTimeMillis();
    memo.sweep(now);
    shelf.sweep(now - LONGEST_MILLIS);
  }

  /** Gives back memory that no collector would find. */
  void close() {
    shelf.close();
  }

  /** Whether the client may and does ask for an answer that is loaded now. */
  static boolean wantsRefresh(MultiMap asked, Role role) {
    String control = asked.get(HttpHeaders.CACHE_CONTROL);
    return control != null && control.contains("no-cache") && role.covers(Role.OPERATOR);
  }

  /** Remembers what a checked request stands for. */
  void remember(
      HttpServerRequest request, CacheMessage.Read read, VerifiedToken token, Encoding encoding) {
    String authorization = request.headers().get(HttpHeaders.AUTHORIZATION);
    long until = Math.min(System.currentTimeMillis() + LONGEST_MILLIS, token.trustedUntilMillis());
    if (authorization != null) {
      memo.put(
          request.uri(),
          authorization,
          header(request, HttpHeaders.ACCEPT),
          header(request, HttpHeaders.ACCEPT_ENCODING),
          new Memo.Slot(read, token.caller(), limits.of(RouteClass.READ, token), encoding, until));
    }
  }

  private static @Nullable String header(HttpServerRequest request, CharSequence name) {
    return request.headers().get(name);
  }
}
