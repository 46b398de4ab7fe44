package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Node lists on the wire (ccm.md 3.1). */
class BitmapTest {

  @Test
  void isWrittenAsThirteenBytesInBase64() {
    assertThat(Bitmap.of(0, 2).encode()).isEqualTo("BQAAAAAAAAAAAAAAAA==");
    assertThat(Bitmap.of(0, 1).encode()).isEqualTo("AwAAAAAAAAAAAAAAAA==");
    assertThat(Bitmap.of(0, 1, 2).encode()).isEqualTo("BwAAAAAAAAAAAAAAAA==");
    assertThat(Bitmap.EMPTY.encode()).isEqualTo("AAAAAAAAAAAAAAAAAA==");
    assertThat(Bitmap.of(99).encode()).hasSize(20);
  }

  @Test
  void everySetReadsBackAsItself() {
    for (int index = 0; index < Bitmap.MAX_NODES; index++) {
      Bitmap bitmap = Bitmap.of(index, 99 - index, index / 2);
      assertThat(Bitmap.decode(bitmap.encode())).isEqualTo(bitmap);
    }
  }

  @Test
  void whatIsNoListIsRefused() {
    assertThatThrownBy(() -> Bitmap.decode("not base64!")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bitmap.decode("AAAAAAAAAAAAAAAAAAAAAAAA")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bitmap.of(100)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isImmutable() {
    Bitmap one = Bitmap.of(1);
    assertThat(one.with(5)).isEqualTo(Bitmap.of(1, 5));
    assertThat(one.indices()).containsExactly(1);
    assertThat(one.contains(-1)).isFalse();
  }
}
