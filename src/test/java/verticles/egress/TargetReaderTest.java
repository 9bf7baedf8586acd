package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URISyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.FailureException;

class TargetReaderTest {
  @ParameterizedTest
  @CsvSource({
    "https://Example.COM/a?b=c#d, example.com:443, /a?b=c",
    "http://example.com, example.com:80, /",
    "https://example.com:8443?q, example.com:8443, /?q",
    "https://bücher.example/ä, xn--bcher-kva.example:443, /%C3%A4",
    "https://10.0.0.5/, 10.0.0.5:443, /",
    "https://[FD00::5]/, [fd00::5]:443, /"
  })
  void it_reads(String address, String authority, String path) throws URISyntaxException {
    Target target = TargetReader.read(new URI(address));

    assertThat(target.authority()).isEqualTo(authority);
    assertThat(target.path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "gopher://example.com/",
        "jar:https://example.com/!/",
        "//example.com/",
        "/path",
        "https:example.com",
        "https:///path",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://example.com@169.254.169.254/",
        "https://example.com:/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:443:443/",
        "https://example.com./",
        "https://exa_mple.com/",
        "https://exa%6dple.com/",
        "https://a..b/",
        "https://-a.example/",
        // loopback, in the notations that some programs understand
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.01/",
        "https://127.0.0.1./",
        "https://256.0.0.1/",
        "https://1.2.3.4.5/",
        "https://１２７.１/",
        "https://127。1/",
        // IPv4 dressed as IPv6
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[0:0:0:0:0:ffff:169.254.169.254]/"
      })
  void it_refuses(String address) {
    assertThatThrownBy(() -> TargetReader.read(new URI(address)))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("This address is not allowed: ");
  }

  @Test
  void it_refuses_an_address_that_is_too_long() {
    URI longest = URI.create("https://example.com/" + "a".repeat(2048 - 20));
    URI longer = URI.create(longest + "a");

    assertThat(TargetReader.read(longest).path()).hasSize(2029);
    assertThatThrownBy(() -> TargetReader.read(longer)).hasMessageContaining("2048 characters");
  }

  @Test
  void it_refuses_a_host_that_is_too_long() {
    String host = ("a".repeat(62) + ".").repeat(4) + "a";

    assertThat(TargetReader.read(URI.create("https://" + host + "/")).host()).hasSize(253);
    assertThatThrownBy(() -> TargetReader.read(URI.create("https://" + host + "b/")))
        .isInstanceOf(FailureException.class);
  }
}
