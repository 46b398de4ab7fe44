package org.linuxha.heartbeat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where TCP may be served: and whom that address reaches. */
class HttpAddressTest {
  @Test
  void hostAndPortAreRead() {
    assertThat(HttpAddress.parse("127.0.0.1:8694")).isEqualTo(HttpAddress.DEFAULT);
    assertThat(HttpAddress.parse("[::1]:0")).isEqualTo(new HttpAddress("::1", 0));
    assertThat(HttpAddress.parse("[::1]:0").url("http", 5)).isEqualTo("http://[::1]:5");
    assertThat(HttpAddress.parse("127.0.0.9:1").url("https", 1)).isEqualTo("https://127.0.0.9:1");
    assertThat(HttpAddress.parse("off").isOff()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:8694", "[::]:8694", "192.168.1.1:80", "example.org:80", "127.0.0.1.nip.io:80"})
  void addressesThatOthersReachNeedTlsAndATokenBoth(String text) {
    HttpAddress address = HttpAddress.parse(text);
    assertThat(address.isLoopback()).isFalse();
    OwnSettings bare = OwnSettings.NONE.at(Optional.of(address));
    OwnSettings.Tls tls = new OwnSettings.Tls("/a", "/b", "", "");
    ApiToken token = new ApiToken("t", ApiToken.hash("x"), Set.of());
    assertThat(bare.isUnprotected()).isTrue();
    assertThat(bare.with(tls).isUnprotected()).isTrue();
    assertThat(new OwnSettings(bare.http(), Set.of(), Optional.empty(), List.of(token), LoggingSettings.DEFAULT, LinkSections.NONE).isUnprotected()).isTrue();
    assertThat(new OwnSettings(bare.http(), Set.of(), Optional.of(tls), List.of(token), LoggingSettings.DEFAULT, LinkSections.NONE).isUnprotected()).isFalse();
    assertThat(OwnSettings.NONE.isUnprotected()).isFalse();
    assertThat(OwnSettings.NONE.at(Optional.of(HttpAddress.OFF)).isUnprotected()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8694", ":8694", "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:-1", "on"})
  void nonsenseIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> HttpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for example 127.0.0.1:8694");
  }
}
