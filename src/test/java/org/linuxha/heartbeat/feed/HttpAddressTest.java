package org.linuxha.heartbeat.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where TCP may be served: this machine's own addresses only, while there is neither TLS nor a token. */
class HttpAddressTest {
  @Test
  void hostAndPortAreRead() {
    assertThat(HttpAddress.parse("127.0.0.1:8694")).isEqualTo(HttpAddress.DEFAULT);
    assertThat(HttpAddress.parse("[::1]:0")).isEqualTo(new HttpAddress("::1", 0));
    assertThat(HttpAddress.parse("[::1]:0").url(5)).isEqualTo("http://[::1]:5");
    assertThat(HttpAddress.parse("127.0.0.9:1").url(1)).isEqualTo("http://127.0.0.9:1");
    assertThat(HttpAddress.parse("off").isOff()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8694", "[::]:8694", "192.168.1.1:80", "example.org:80", "127.0.0.1.nip.io:80"})
  void addressesThatOthersReachAreRefusedWithTheReason(String text) {
    assertThatThrownBy(() -> HttpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs TLS and a token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8694", ":8694", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:-1", "on"})
  void nonsenseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> HttpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for example 127.0.0.1:8694");
  }
}
