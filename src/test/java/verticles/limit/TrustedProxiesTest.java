package verticles.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.1 | 203.0.113.5                       | 198.51.100.1", // not a proxy of ours
        "10.0.0.1     | 203.0.113.5                       | 203.0.113.5",
        "10.0.0.1     | 1.2.3.4, 203.0.113.5              | 203.0.113.5", // the client wrote
        // 1.2.3.4
        "10.0.0.1     | 203.0.113.5, 10.9.9.9, 192.0.2.7  | 203.0.113.5",
        "10.0.0.1     | 203.0.113.5:4711                  | 203.0.113.5",
        "fd12::1      | [2001:db8:1:2:3:4:5:6]:4711       | 2001:db8:1:2::/64",
        "10.0.0.1     | evil                              | 10.0.0.1",
        "10.0.0.1     | 203.0.113.5, evil, 10.9.9.9       | 10.9.9.9",
        "10.0.0.1     | ''                                | 10.0.0.1",
        "10.0.0.1     | 10.1.1.1, 10.2.2.2                | 10.1.1.1",
        "2001:db8:1:2:3:4:5:6   | ''                      | 2001:db8:1:2::/64",
        "2001:db8:1:2:ffff::9   | ''                      | 2001:db8:1:2::/64",
        "::ffff:198.51.100.1    | ''                      | 198.51.100.1",
        "''                     | 203.0.113.5             | unknown"
      })
  void theClientIsTheNearestAddressThatIsNoTrustedProxy(
      String peer, String forwardedFor, String client) {
    assertThat(proxies.client(peer, List.of(forwardedFor))).isEqualTo(client);
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(proxies.client("10.0.0.1", List.of("203.0.113.5", "10.1.1.1")))
        .isEqualTo("203.0.113.5");
  }

  @Test
  void withoutProxiesNobodyIsBelieved() {
    TrustedProxies none = new TrustedProxies(List.of());

    assertThat(none.client("127.0.0.1", List.of("203.0.113.5"))).isEqualTo("127.0.0.1");
    assertThat(none.trusts("127.0.0.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129"})
  void whatIsNoRangeStopsTheStart(String range) {
    assertThatThrownBy(() -> new TrustedProxies(List.of(range)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + range + "'", "10.0.0.0/8");
  }
}
