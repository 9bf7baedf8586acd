package verticles.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.Cache;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheEntry;
import verticles.cache.CacheMessage;
import verticles.cache.Encoding;
import verticles.dataset.Datasets;
import verticles.dataset.Format;

/** Reads datasets through the cache: the whole way, of which {@link HotReads} is the short cut. */
final class Reads {
  private final Datasets datasets;
  private final Cache cache;
  private final HotReads hot;

  Reads(Datasets datasets, Cache cache, HotReads hot) {
    this.datasets = datasets;
    this.cache = cache;
    this.hot = hot;
  }

  /** {@code listDatasets}. */
  void list(Exchange exchange) {
    exchange.json(200, Map.of("items", datasets.describe()));
  }

  /** {@code readDataset}. */
  void read(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    Format format =
        Negotiation.format(request.headers().get(HttpHeaders.ACCEPT))
            .orElseThrow(
                () ->
                    FailureException.of(
                        Failure.NOT_ACCEPTABLE,
                        "A dataset is written as application/json or text/csv."));
    Encoding encoding = Negotiation.encoding(request.headers().get(HttpHeaders.ACCEPT_ENCODING));
    String dataset = exchange.path().substring(HotReads.PREFIX.length());
    datasets
        .resolve(dataset, parameters(request), exchange.caller(), format)
        .compose(
            read -> {
              hot.remember(request, read, exchange.token(), encoding);
              return find(exchange, read);
            })
        .onSuccess(answer -> write(exchange, answer, encoding))
        .onFailure(exchange::fail);
  }

  static Map<String, List<String>> parameters(HttpServerRequest request) {
    try {
      return new QueryStringDecoder(request.uri()).parameters();
    } catch (IllegalArgumentException malformed) {
      throw FailureException.of(Failure.BAD_REQUEST, "The query of the address is malformed.");
    }
  }

  private Future<CacheAnswer> find(Exchange exchange, CacheMessage.Read read) {
    if (HotReads.wantsRefresh(exchange.request().headers(), exchange.caller().role())) {
      return cache.refresh(read);
    }
    CacheEntry entry = cache.peek(read.key());
    return entry == null
        ? cache.read(read)
        : Future.succeededFuture(new CacheAnswer(entry, CacheAnswer.Status.HIT));
  }

  private static void write(Exchange exchange, CacheAnswer answer, Encoding encoding) {
    AnswerHead head =
        new AnswerHead(answer.entry(), encoding, answer.status(), System.currentTimeMillis());
    boolean unchanged =
        EntityTags.match(
            exchange.request().headers().get(HttpHeaders.IF_NONE_MATCH), head.variant.etag());
    HttpServerResponse response = exchange.begin(unchanged ? 304 : 200, timing(exchange, answer));
    if (response == null) {
      return;
    }
    head.addTo(response.headers());
    if (!unchanged) {
      head.addBodyTo(response.headers());
    }
    exchange.finish(head.variant.body(), unchanged);
  }

  private static CharSequence timing(Exchange exchange, CacheAnswer answer) {
    return switch (answer.status()) {
      case HIT, STALE -> Timing.near(exchange.elapsedNanos());
      case SHARED -> Timing.shared(exchange.elapsedNanos());
      case MISS, REFRESH, BYPASS -> Timing.source(exchange.elapsedNanos());
    };
  }
}
