package verticles.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import verticles.cache.CacheMessage;
import verticles.identity.Role;

/**
 * Serves one prepared answer until it is killed, to be measured with wrk; prints port and token.
 */
final class HitServer {
  private HitServer() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Files.createTempDirectory("hit");
    HttpConfig usual = TestServer.config();
    HttpConfig config =
        new HttpConfig(
            usual.host(),
            Integer.parseInt(arguments[0]),
            0,
            Integer.parseInt(arguments[1]),
            20_000,
            0,
            usual.maxHeader(),
            usual.maxBody(),
            usual.maxUpload(),
            usual.headerTimeout(),
            usual.bodyTimeout(),
            usual.minUploadRate(),
            usual.writeTimeout(),
            usual.idleTimeout(),
            usual.requestTimeout(),
            100,
            0);
    TestServer server = new TestServer(data, config).open();
    byte[] body = new byte[Integer.parseInt(arguments[2])];
    Arrays.fill(body, (byte) 'x');
    server.cache.keep(
        new CacheMessage.Read(
            "prices{zone=[DK1]}JSON",
            "simple",
            List.of(),
            CacheMessage.Visibility.SHARED,
            new CacheMessage.Load("dataset", Map.of())),
        body,
        Duration.ofHours(1));
    Files.writeString(Path.of(arguments[3]), server.token(Role.VIEWER));
    System.out.println("ready " + server.front.port());
    Thread.currentThread().join();
  }
}
