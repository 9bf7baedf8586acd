package verticles.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import verticles.cache.CacheMessage;
import verticles.cache.Encoding;
import verticles.identity.Caller;
import verticles.limit.Allowance;

/**
 * What one event loop remembers of the requests it has just checked, so that the same request again
 * parses and verifies nothing. Two generations of bounded size: what was not asked for during a
 * whole generation is forgotten.
 */
final class Memo {
  /** What a request stands for as long as {@code goodUntilMillis}. */
  static final class Slot {
    final CacheMessage.Read read;
    final Caller caller;
    final Allowance allowance;
    final Encoding encoding;
    final long goodUntilMillis;
    @Nullable AnswerHead head;

    Slot(
        CacheMessage.Read read,
        Caller caller,
        Allowance allowance,
        Encoding encoding,
        long goodUntilMillis) {
      this.read = read;
      this.caller = caller;
      this.allowance = allowance;
      this.encoding = encoding;
      this.goodUntilMillis = goodUntilMillis;
    }
  }

  private static final class Key {
    String uri = "";
    String authorization = "";
    @Nullable String accept;
    @Nullable String acceptEncoding;
    int hash;

    Key set(
        String uri,
        String authorization,
        @Nullable String accept,
        @Nullable String acceptEncoding) {
      this.uri = uri;
      this.authorization = authorization;
      this.accept = accept;
      this.acceptEncoding = acceptEncoding;
      int code = uri.hashCode() * 31 + authorization.hashCode();
      code = code * 31 + (accept == null ? 0 : accept.hashCode());
      hash = code * 31 + (acceptEncoding == null ? 0 : acceptEncoding.hashCode());
      return this;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && hash == key.hash
          && uri.equals(key.uri)
          && authorization.equals(key.authorization)
          && Objects.equals(accept, key.accept)
          && Objects.equals(acceptEncoding, key.acceptEncoding);
    }
  }

  private final int generation;
  private final Key probe = new Key();
  private Map<Key, Slot> young = new HashMap<>();
  private Map<Key, Slot> old = new HashMap<>();

  Memo(int size) {
    this.generation = Math.max(1, size / 2);
  }

  @Nullable Slot find(
      String uri, String authorization, @Nullable String accept, @Nullable String acceptEncoding) {
    Key wanted = probe.set(uri, authorization, accept, acceptEncoding);
    Slot slot = young.get(wanted);
    return slot != null ? slot : old.get(wanted);
  }

  void put(
      String uri,
      String authorization,
      @Nullable String accept,
      @Nullable String acceptEncoding,
      Slot slot) {
    if (young.size() >= generation) {
      old = young;
      young = new HashMap<>();
    }
    young.put(new Key().set(uri, authorization, accept, acceptEncoding), slot);
  }

  /** Lets go of what is over, and with it of the answers it holds. */
  void sweep(long nowMillis) {
    young.values().removeIf(slot -> nowMillis >= slot.goodUntilMillis);
    old.values().removeIf(slot -> nowMillis >= slot.goodUntilMillis);
  }

  int size() {
    return young.size() + old.size();
  }
}
