package verticles.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import verticles.identity.Role;
import verticles.testing.TestCertificates;
import verticles.testing.TestCertificates.Pem;

/** A server that speaks TLS by files that may change, and its clients. */
final class TlsDesk implements AutoCloseable {
  /** An authority, and two certificates that it signed. */
  record Signed(TestCertificates authority, Pem first, Pem second) {
    static Signed in(Path folder) {
      TestCertificates authority = TestCertificates.in(folder);
      return new Signed(
          authority,
          authority.sign("first", "ip:127.0.0.1,dns:localhost"),
          authority.sign("second", "ip:127.0.0.1,dns:localhost"));
    }
  }

  final TestCertificates authority;
  final Pem second;
  final Path chain;
  TestServer server;
  private final Path key;

  /** Shows the first certificate. */
  TlsDesk(Signed signed, Path data) throws IOException {
    authority = signed.authority();
    second = signed.second();
    chain = data.resolve("tls.pem");
    key = data.resolve("tls.key");
    install(signed.first());
    server = open(data, Optional.empty(), 0);
  }

  TestServer open(Path data, Optional<Path> ca, int redirectPort) {
    String[] tls = {
      "event-loops: 2",
      "tls: { certificate: '%s', key: '%s', redirect-port: %d }"
          .formatted(chain, key, redirectPort),
      ca.map(file -> "tls: { ca: '%s' }".formatted(file)).orElse("{}")
    };
    return new TestServer(data, TestServer.config(tls)).open();
  }

  void install(Pem pem) throws IOException {
    put(pem.certificate(), chain);
    put(pem.key(), key);
  }

  static void put(Path from, Path to) throws IOException {
    Path beside = to.resolveSibling("beside");
    Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
  }

  static HttpClient client(SSLContext trust, Version version) {
    return HttpClient.newBuilder().sslContext(trust).version(version).build();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.front.port() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + server.token(Role.VIEWER));
  }

  String shown(SSLContext trust) {
    try (SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", server.front.port())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0].toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
