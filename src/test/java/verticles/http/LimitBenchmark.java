package verticles.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import verticles.audit.Outcome;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.limit.Allowance;
import verticles.limit.ClassLimits;
import verticles.limit.Limit;
import verticles.limit.LimitsConfig;
import verticles.limit.RouteClass;
import verticles.security.KeyRing;
import verticles.security.SigningKeys;
import verticles.security.Tokens;
import verticles.security.VerifiedToken;

/**
 * What security costs a cached read: authentication, two limits and the question whether there is
 * something for the audit log. {@code bench/limits} runs it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up
public class LimitBenchmark {
  private static final Limit HUGE = new Limit("999999999/s", 1_000_000_000);
  private static final ClassLimits READS = new ClassLimits(HUGE, HUGE, HUGE);

  private PreparedReads prepared;
  private Tokens tokens;
  private String token;
  private Allowance address;
  private Allowance user;
  private Repeat repeat;
  private Contract.Spec operation;

  /** A token that was verified a moment ago, and requests that are known. */
  @Setup
  public void prepare() throws IOException {
    LimitsConfig none = LimitsConfig.unlimited();
    prepared =
        new PreparedReads(
            new LimitsConfig(
                List.of(), READS, none.write(), none.heavy(), none.signIn(), none.stream()));
    SigningKeys keys = SigningKeys.open(Files.createTempDirectory("limits"));
    tokens = new Tokens(keys, KeyRing.alone(keys), TestServer.SECURITY, InstantSource.system());
    token = tokens.issue(new Caller("ann", "north", Role.VIEWER)).text();
    tokens.verify(token);
    operation =
        Contract.load().operations().stream()
            .filter(spec -> spec.id().equals("readDataset"))
            .findFirst()
            .orElseThrow();
    address = prepared.limits.address(RouteClass.READ, "192.0.2.1");
    user = prepared.slot(Long.MAX_VALUE).allowance;
    prepared.limits.ask(address);
    prepared.limits.ask(user);
    repeat = prepared.repeat("GET /api/v1/data/prices HTTP/1.1\r\nHost: x\r\n\r\n", Long.MAX_VALUE);
  }

  /**
   * The ordinary way: the token is looked up, then both limits, each is asked, and at the end the
   * audit log's question.
   */
  @Benchmark
  public Optional<Outcome> ordinaryRead() {
    Future<Void> first = prepared.limits.ask(prepared.limits.address(RouteClass.READ, "192.0.2.1"));
    VerifiedToken known = tokens.remembered(token);
    if (known == null) {
      known = Objects.requireNonNull(tokens.verify(token).result());
    }
    Future<Void> second = prepared.limits.ask(prepared.limits.of(RouteClass.READ, known));
    int status = first.succeeded() && second.succeeded() ? 200 : 429;
    return AuditTrail.taken(operation, status, Optional.empty());
  }

  /**
   * The short cut: what was checked a moment ago is remembered, and both limits are charged. It
   * answers with 200 or 304 only, which the audit log does not take down, so nothing asks it.
   */
  @Benchmark
  public boolean shortCut() {
    return address.take() & user.take();
  }

  /** The same while two event loops serve the same user. */
  @Benchmark
  @Threads(2)
  public boolean shortCutOfTwoLoops() {
    return address.take() & user.take();
  }

  /** All that happens between the bytes of a known request and those of its answer. */
  @Benchmark
  public int wholeRepeatedRead() {
    ByteBuf answer =
        repeat.answer(address, System.currentTimeMillis(), PooledByteBufAllocator.DEFAULT);
    if (answer == null) {
      prepared.limits.ask(address);
      return 0;
    }
    int length = answer.readableBytes();
    answer.release();
    return length;
  }
}
