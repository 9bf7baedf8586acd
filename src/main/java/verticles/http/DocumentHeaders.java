package verticles.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.stream.Collectors;

/** What documents have besides the headers of every answer: they share nothing with other sites. */
final class DocumentHeaders {
  /** What no page of this server uses, so that no script in it can, whoever wrote it. */
  private static final List<String> UNUSED =
      List.of(
          "accelerometer",
          "autoplay",
          "browsing-topics",
          "camera",
          "display-capture",
          "encrypted-media",
          "geolocation",
          "gyroscope",
          "hid",
          "magnetometer",
          "microphone",
          "midi",
          "payment",
          "picture-in-picture",
          "screen-wake-lock",
          "serial",
          "usb",
          "xr-spatial-tracking");

  private static final CharSequence PERMISSIONS =
      Names.value(
          UNUSED.stream().map(name -> name + "=()").collect(Collectors.joining(", "))
              + ", publickey-credentials-create=(self), publickey-credentials-get=(self)");

  private DocumentHeaders() {}

  static void addTo(MultiMap headers) {
    headers.set(Names.OPENER_POLICY, Names.SAME_ORIGIN);
    headers.set(Names.EMBEDDER_POLICY, Names.REQUIRE_CORP);
    headers.set(Names.AGENT_CLUSTER, Names.YES);
    headers.set(Names.PERMISSIONS_POLICY, PERMISSIONS);
  }
}
