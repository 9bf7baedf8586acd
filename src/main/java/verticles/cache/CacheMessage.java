package verticles.cache;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import verticles.bus.Address;
import verticles.invalidation.Invalidation;
import verticles.shared.SharedValue;

/** What the cache is asked and answers, and what it asks the sources behind it. */
public sealed interface CacheMessage
    permits CacheMessage.Read,
        CacheMessage.Refresh,
        CacheMessage.Warm,
        CacheMessage.Warming,
        CacheMessage.Load,
        CacheMessage.Loaded,
        CacheMessage.LoadAll,
        CacheMessage.LoadedAll,
        CacheMessage.Fetch,
        CacheMessage.FetchAll,
        CacheMessage.FetchAnswer,
        CacheMessage.FetchedAll,
        CacheMessage.Alive,
        CacheMessage.Report,
        CacheMessage.Reported,
        CacheMessage.Put,
        CacheMessage.Delete,
        CacheMessage.Done,
        CacheMessage.PolicyChanged,
        CacheAnswer {
  /**
   * Answers {@link Read} and {@link Refresh} with {@link CacheAnswer}, {@link Warm} with {@link
   * Warming}.
   */
  Address READS = Address.node("cache.reads");

  /**
   * The owner of a key answers {@link Fetch} with {@link Fetched} or {@link NotFetched}, and {@link
   * FetchAll} with {@link FetchedAll}.
   */
  Address FETCHES = Address.exact("cache.fetches");

  /** A node answers {@link Alive}, {@link Report}, {@link Put} and {@link Delete}. */
  Address NODES = Address.exact("cache.nodes");

  /** Every node hears {@link PolicyChanged}; who misses it reads the policies after a while. */
  Address POLICIES = Address.all("cache.policies");

  /** Who an answer is for. */
  enum Visibility {
    /** Everybody with access; other caches may keep it as well. */
    SHARED,
    /** The members of one organisation. */
    ORGANISATION,
    /** One user. */
    USER
  }

  /**
   * One question to the cache.
   *
   * @param key names the answer: what is read, its canonical parameters and form, and the
   *     organisation or user it is for
   * @param policy the name of the policy that says how long it lives
   * @param tags what the answer can be invalidated by
   * @param visible who the answer is for
   * @param load what to ask when the cache has no answer
   */
  record Read(String key, String policy, List<String> tags, Visibility visible, Load load)
      implements CacheMessage {}

  /** The same question, but to be loaded even when a fresh answer is there. */
  record Refresh(Read read) implements CacheMessage {}

  /** Questions asked by nobody yet: their answers are to be there when somebody asks. */
  record Warm(List<Read> reads) implements CacheMessage {}

  /** What becomes of each of them, in their order. It never leaves its process. */
  record Warming(List<Future<CacheAnswer.Status>> each) implements CacheMessage {}

  /**
   * Load an answer from its source.
   *
   * @param source the name of a source; it answers at {@link #source}
   * @param question what that source understands
   */
  record Load(String source, Map<String, String> question) implements CacheMessage {}

  /**
   * What a source answers to {@link Load}.
   *
   * @param body must not be changed
   */
  record Loaded(byte[] body, String contentType) implements CacheMessage {}

  /** Load the answers of questions to one source in one go; all of it fails when one fails. */
  record LoadAll(List<Load> loads) implements CacheMessage {}

  /** What a source answers to {@link LoadAll}, in the order of its loads. */
  record LoadedAll(List<Loaded> each) implements CacheMessage {}

  /**
   * Load an answer for another node.
   *
   * @param newerThan wall clock in milliseconds: what was loaded up to then is not the answer
   * @param known what the asking node has applied lately and covers the key
   */
  record Fetch(Read read, long newerThan, List<Invalidation> known) implements CacheMessage {}

  /** Load answers for another node together. */
  record FetchAll(List<Fetch> each) implements CacheMessage {}

  /** What becomes of a key that another node asked for. */
  sealed interface FetchAnswer extends CacheMessage permits Fetched, NotFetched, FetchAlone {}

  /** What the owner of keys answers to {@link FetchAll}, in its order. */
  record FetchedAll(List<FetchAnswer> each) implements CacheMessage {}

  /** The answer that the owner has in memory, or has loaded. */
  record Fetched(SharedValue value) implements FetchAnswer {}

  /**
   * The owner could not load the answer.
   *
   * @param status of the failure
   */
  record NotFetched(int status, String reason) implements FetchAnswer {}

  /**
   * It takes longer than the others, or is too large to go with them: it is to be asked for alone.
   */
  record FetchAlone() implements FetchAnswer {}

  /** Whether a node still answers; it answers with the same. */
  record Alive() implements CacheMessage {}

  /** What a node has counted; it answers {@link Reported}. */
  record Report() implements CacheMessage {}

  /** What a node has counted. */
  record Reported(CacheReport.NodeReport report) implements CacheMessage {}

  /** Keep a value of another service; the owner of the key answers {@link Done}. */
  record Put(String key, KeptEntry entry, String expected) implements CacheMessage {}

  /** Remove a value of another service; the owner of the key answers {@link Done}. */
  record Delete(String key, String expected) implements CacheMessage {}

  /**
   * What was asked is done.
   *
   * @param etag of what is there now; of what was removed; empty when there was nothing
   */
  record Done(String etag) implements CacheMessage {}

  /** A policy has changed. */
  record PolicyChanged(NamedPolicy policy) implements CacheMessage {}

  /**
   * Where the source of that name answers {@link Load} with {@link Loaded}, and {@link LoadAll}
   * with {@link LoadedAll} if it can.
   */
  static Address source(String name) {
    return Address.node("cache.source." + name);
  }
}
