package verticles.browser;

import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import verticles.embedded.Ports;
import verticles.testing.RunningNode;
import verticles.testing.TestOidcProvider;

/** A demo at {@code http://localhost}, its sign-in provider, and a browser. */
record SignInDesk(Chromium chromium, RunningNode node, TestOidcProvider provider)
    implements AutoCloseable {

  static SignInDesk open(Path folder) throws IOException {
    int port = Ports.free();
    String callback = "http://localhost:%d/api/v1/auth/oidc/callback".formatted(port);
    TestOidcProvider provider = TestOidcProvider.start(callback);
    Path config = folder.resolve("sign-in.yaml");
    Files.writeString(
        config,
        """
        oidc:
          issuer: %s
          client-id: desk
          client-secret: "desk:secret"
          redirect-uri: %s
          audience: grid-api
          scopes: [openid, profile]
          label: Grid ID
          roles: { grid-traders: trader }
          organisation: sim-north
          check: 1s
        egress:
          oidc:
            hosts: [127.0.0.1]
            schemes: [http]
            ports: [%d]
            allow-private: [127.0.0.0/8]
        """
            .formatted(provider.issuer(), callback, provider.port()));
    Chromium chromium = Chromium.start();
    return new SignInDesk(
        chromium, RunningNode.demoAt(port, folder.resolve("data"), config), provider);
  }

  /** Where a page is; passkeys belong to a name, not to an IP address. */
  URI address(String path) {
    return URI.create("http://localhost:%d%s".formatted(node.baseUrl().getPort(), path));
  }

  DashboardPage page(String path) {
    return new DashboardPage(chromium.profile(1280, 900, ColorScheme.LIGHT), address(path));
  }

  HttpResponse<String> read(String token) {
    return node.get("/api/v1/data", "Authorization", "Bearer " + token);
  }

  JsonObject json(String path) {
    return new JsonObject(node.get(path).body());
  }

  @Override
  public void close() {
    node.close();
    provider.close();
    chromium.close();
  }
}
