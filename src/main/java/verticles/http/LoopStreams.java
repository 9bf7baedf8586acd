package verticles.http;

import java.util.Map;

/** Every kind of stream of one event loop. */
record LoopStreams(StreamHub prices, NoticeStreams notices, Bridge bridge) {

  Map<String, Operation> operations() {
    return Map.of(
        "streamLatestPrices", prices::stream,
        "streamNotifications", notices::events,
        "recentNotifications", notices::recent,
        "openSocket", notices::socket,
        "bridgeInfo", bridge::info,
        "openBridge", bridge::open);
  }

  /** Called about once a second. */
  void tend() {
    prices.tend();
    notices.tend();
    bridge.tend();
  }

  /** Ends every stream; the clients come back, spread over some seconds, to another node. */
  void close() {
    prices.close();
    notices.close();
    bridge.close();
  }
}
