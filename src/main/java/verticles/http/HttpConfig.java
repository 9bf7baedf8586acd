package verticles.http;

import java.time.Duration;
import java.util.List;
import verticles.config.Between;
import verticles.config.DataSize;
import verticles.config.Matching;

/**
 * The {@code http} section.
 *
 * @param host the interface to listen on
 * @param port 0 takes a free one
 * @param metricsPort 0 takes the HTTP port + 1000, or a free one when that is 0 as well
 * @param eventLoops how many event loops serve; 0 is one for each core
 * @param maxConnections open connections of this node; one more is closed at once
 * @param maxConnectionsPerAddress open connections of one client address, unless it is a trusted
 *     proxy; one more is closed at once; 0 for any number
 * @param maxHeader of all header lines of a request together, and of its first line
 * @param maxBody of a request that is not an upload
 * @param maxUpload of an imported file
 * @param maxDirectImport a longer import becomes a task; 0 for every one whose length is known
 * @param headerTimeout from the connection to the end of the first request's header
 * @param bodyTimeout from the header to the end of a JSON body, and between two parts of an upload
 * @param minUploadRate bytes per second that an upload must bring while it is waited for; below it,
 *     after the body timeout, it is cut off
 * @param writeTimeout how long a client may read nothing of its answer or stream
 * @param idleTimeout of a connection without a request
 * @param requestTimeout until a request is answered; streams and uploads have their own limits
 * @param maxStreams open event streams of this node; one more is refused
 * @param maxStreamsPerUser open event streams of one user on this node; 0 for any number
 * @param corsOrigins whose pages may read answers in a browser; none unless named
 * @param tls without a certificate it is plain HTTP
 */
public record HttpConfig(
    @Matching(value = "[A-Za-z0-9.:_-]{1,253}", form = "a host name or address") String host,
    @Between(min = "0", max = "65535") int port,
    @Between(min = "0", max = "65535") int metricsPort,
    @Between(min = "0", max = "256") int eventLoops,
    @Between(min = "1", max = "1000000") int maxConnections,
    @Between(min = "0", max = "1000000") int maxConnectionsPerAddress,
    @Between(min = "1KiB", max = "64KiB") DataSize maxHeader,
    @Between(min = "1KiB", max = "64MiB") DataSize maxBody,
    @Between(min = "1KiB", max = "1024GiB") DataSize maxUpload,
    @Between(min = "0B", max = "1024GiB") DataSize maxDirectImport,
    @Between(min = "100ms", max = "5m") Duration headerTimeout,
    @Between(min = "100ms", max = "10m") Duration bodyTimeout,
    @Between(min = "0B", max = "1MiB") DataSize minUploadRate,
    @Between(min = "100ms", max = "10m") Duration writeTimeout,
    @Between(min = "1s", max = "1h") Duration idleTimeout,
    @Between(min = "100ms", max = "10m") Duration requestTimeout,
    @Between(min = "0", max = "1000000") int maxStreams,
    @Between(min = "0", max = "1000000") int maxStreamsPerUser,
    @Matching(
            value =
                "(?!http://[^:]*:80$)(?!https://[^:]*:443$)"
                    + "https?://([a-z0-9-]+(\\.[a-z0-9-]+)*|\\[[0-9a-f:]+])(:[1-9][0-9]{0,4})?",
            form =
                "a list, each item an exact origin as browsers send it, such as"
                    + " https://desk.example or http://localhost:5173")
        List<String> corsOrigins,
    HttpTls tls) {
  private static final int METRICS_OFFSET = 1000;

  /** Keeps a copy of the list. */
  public HttpConfig {
    corsOrigins = List.copyOf(corsOrigins);
  }

  /** The port of {@code /metrics}; 0 takes a free one. */
  public int metricsListensOn() {
    if (metricsPort > 0) {
      return metricsPort;
    }
    return port == 0
        ? 0
        : port + METRICS_OFFSET <= 65535 ? port + METRICS_OFFSET : port - METRICS_OFFSET;
  }

  /** How many event loops serve on this machine. */
  public int loops() {
    return eventLoops > 0 ? eventLoops : Runtime.getRuntime().availableProcessors();
  }
}
