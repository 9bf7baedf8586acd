package verticles.testing;

import java.time.Duration;
import verticles.cache.CacheConfig;

/** Policies for tests: fresh for a while and nothing else, until a test says otherwise. */
public final class TestPolicy {
  private Duration fresh;
  private Duration revalidate = Duration.ZERO;
  private Duration error = Duration.ZERO;
  private Duration negative = Duration.ZERO;
  private int jitter;
  private int eager = 100;
  private Duration soft = Duration.ofSeconds(1);
  private Duration hard = Duration.ofSeconds(12);
  private boolean near = true;
  private boolean adaptive;
  private Duration longest = Duration.ofDays(1);

  private TestPolicy(Duration fresh) {
    this.fresh = fresh;
  }

  public static TestPolicy fresh(Duration fresh) {
    return new TestPolicy(fresh);
  }

  public TestPolicy revalidate(Duration staleWhileRevalidate) {
    revalidate = staleWhileRevalidate;
    return this;
  }

  public TestPolicy error(Duration staleIfError) {
    error = staleIfError;
    return this;
  }

  public TestPolicy negative(Duration absent) {
    negative = absent;
    return this;
  }

  public TestPolicy jitter(int percent) {
    jitter = percent;
    return this;
  }

  public TestPolicy eager(int percent) {
    eager = percent;
    return this;
  }

  public TestPolicy timeouts(Duration softTimeout, Duration hardTimeout) {
    soft = softTimeout;
    hard = hardTimeout;
    return this;
  }

  public TestPolicy notInMemory() {
    near = false;
    return this;
  }

  public TestPolicy adaptive(Duration atMost) {
    adaptive = true;
    longest = atMost;
    return this;
  }

  public CacheConfig.Policy make() {
    return new CacheConfig.Policy(
        fresh,
        revalidate,
        error,
        negative,
        jitter,
        eager,
        soft,
        hard,
        near,
        true,
        true,
        adaptive,
        Duration.ofSeconds(1),
        longest);
  }
}
