package verticles.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.Cache;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheEntry;
import verticles.dataset.Datasets;
import verticles.dataset.Format;

/** Reads several datasets in one round trip; each has its own status, and none fails another. */
final class BatchReads {
  /** Of all bodies together: the rest is to be asked for alone. */
  private static final long LARGEST = 16L << 20;

  private final Datasets datasets;
  private final Cache cache;

  BatchReads(Datasets datasets, Cache cache) {
    this.datasets = datasets;
    this.cache = cache;
  }

  void read(Exchange exchange) {
    List<BatchQuestion> questions = BatchQuestion.all(exchange.body().toJsonObject());
    List<Future<CacheAnswer>> answers =
        questions.stream().map(question -> ask(exchange, question)).toList();
    Future.join(answers)
        .onComplete(all -> exchange.send(200, Names.JSON, document(exchange, questions, answers)));
  }

  private Future<CacheAnswer> ask(Exchange exchange, BatchQuestion question) {
    try {
      return datasets
          .resolve(question.dataset(), question.parameters(), exchange.caller(), Format.JSON)
          .compose(cache::read);
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }

  private static Buffer document(
      Exchange exchange, List<BatchQuestion> questions, List<Future<CacheAnswer>> answers) {
    Buffer document = Buffer.buffer("{\"items\":[");
    List<Buffer> items = new ArrayList<>();
    long size = 0;
    for (int index = 0; index < answers.size(); index++) {
      Buffer item = item(exchange, questions.get(index), answers.get(index), LARGEST - size);
      size += item.length();
      items.add(item);
    }
    for (int index = 0; index < items.size(); index++) {
      document.appendString(index == 0 ? "" : ",").appendBuffer(items.get(index));
    }
    return document.appendString("]}");
  }

  private static Buffer item(
      Exchange exchange, BatchQuestion question, Future<CacheAnswer> asked, long left) {
    if (asked.failed()) {
      return failed(exchange, question, asked.cause());
    }
    CacheAnswer answer = asked.result();
    CacheEntry entry = answer.entry();
    boolean unchanged =
        !question.known().isEmpty() && EntityTags.match(question.known(), entry.identity().etag());
    if (!unchanged && entry.identity().body().length() > left) {
      return failed(
          exchange,
          question,
          FailureException.of(
              Failure.TOO_LARGE, "The batch is larger than 16 MiB; ask for this one alone."));
    }
    Map<String, Object> head = head(question, unchanged ? 304 : 200);
    head.put("etag", entry.identity().etag());
    head.put("cacheStatus", answer.status().label());
    head.put("ageSeconds", entry.ageSeconds(System.currentTimeMillis()));
    Buffer item = Json.buffer(head);
    return unchanged ? item : with(item, "body", entry.identity().body());
  }

  private static Buffer failed(Exchange exchange, BatchQuestion question, Throwable cause) {
    FailureException failure = Problems.known(cause, exchange.id());
    Problems.Problem problem = Problems.of(failure, exchange.id());
    return with(Json.buffer(head(question, problem.status())), "problem", Json.buffer(problem));
  }

  private static Map<String, Object> head(BatchQuestion question, int status) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("dataset", question.dataset());
    head.put("status", status);
    return head;
  }

  /** The object with one more field, whose value is JSON already and is not parsed. */
  private static Buffer with(Buffer object, String field, Buffer json) {
    return Buffer.buffer(object.length() + json.length() + 16)
        .appendBuffer(object, 0, object.length() - 1)
        .appendString(",\"" + field + "\":")
        .appendBuffer(json)
        .appendString("}");
  }
}
