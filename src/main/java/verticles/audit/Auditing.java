package verticles.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import verticles.postgres.Postgres;

/** The audit log of a node: what writes it, what reads it, what watches over it. */
public final class Auditing {
  private final Postgres postgres;
  private final AuditConfig config;
  private final SealKey key;
  private final InstantSource clock;
  private final ChainedLog log;
  private final AuditTable table;
  private final Anchors anchors;
  private final Progress progress;
  private final ChainReader reader;

  private Auditing(
      Vertx vertx,
      Postgres postgres,
      AuditConfig config,
      Path dataFolder,
      Set<String> secretFields,
      InstantSource clock) {
    this.postgres = postgres;
    this.config = config;
    this.clock = clock;
    this.key = SealKey.of(config, dataFolder);
    this.log = new ChainedLog(vertx, postgres, key, secretFields, clock);
    this.table = new AuditTable(postgres);
    this.anchors = new Anchors(dataFolder);
    Verifier verifier = verifier(postgres, config, dataFolder, anchors);
    this.progress = new Progress(verifier, clock);
    this.reader = new ChainReader(postgres, verifier, progress);
  }

  /**
   * Opens the log; it blocks.
   *
   * @param secretFields the names of fields that the contract says are secret
   */
  public static Auditing open(
      Vertx vertx,
      Postgres postgres,
      AuditConfig config,
      Path dataFolder,
      Set<String> secretFields,
      InstantSource clock) {
    return new Auditing(vertx, postgres, config, dataFolder, secretFields, clock);
  }

  /** Only to read and check, as a command does beside a node or without one. */
  public static AuditReader reader(
      Postgres postgres, AuditConfig config, Path dataFolder, InstantSource clock) {
    Verifier verifier = verifier(postgres, config, dataFolder, new Anchors(dataFolder));
    return new ChainReader(postgres, verifier, new Progress(verifier, clock));
  }

  private static Verifier verifier(
      Postgres postgres, AuditConfig config, Path dataFolder, Anchors anchors) {
    return new Verifier(new AuditTable(postgres), SealKeys.of(config, dataFolder), anchors::all);
  }

  /** What is written to. */
  public AuditLog log() {
    return log;
  }

  /** What is read from. */
  public AuditReader reader() {
    return reader;
  }

  /** How the log is doing. */
  public AuditState state() {
    return log.state(progress.broken());
  }

  /** A keyed digest of an address, for proofs that need not name it. */
  public byte[] addressDigest(String address) {
    return key.mac("address", Buffer.buffer(address)).getBytes();
  }

  ChainedLog chain() {
    return log;
  }

  Months months() {
    return new Months(postgres, log, key, config.keep(), clock);
  }

  Future<Void> check() {
    return progress.goOn();
  }

  /** Where the chain ends now. */
  Future<Mark> end() {
    return table.head().map(AuditTable.Head::mark);
  }

  /** Notes it; blocks. */
  void anchor(Mark end) {
    anchors.add(new Anchor(end.seq(), end.hash(), clock.instant()));
  }
}
