package org.linuxha.heartbeat.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages out of the bytes of a serial line (wire.md 8.5). */
class ClassicFramerTest {
  private final List<String> messages = new ArrayList<>();
  private final ClassicFramer framer = new ClassicFramer((offset, octets) -> messages.add(offset + " " + Latin.text(octets)));

  private void feed(String text) {
    framer.feed(Latin.bytes(text), 0, text.length());
  }

  @Test
  void splitAtAnyByteTheMessagesAreTheSame() {
    String line = "noise\n>>>\nt=a\n<<<\n>>\r\n>>>\r\nt=b\r\n\r\n<<<\r\n<<<\n";
    feed(line);
    List<String> whole = List.copyOf(messages);
    assertThat(whole).containsExactly("6 >>>\nt=a\n<<<\n", "22 >>>\nt=b\n\n<<<\n");
    for (int at = 0; at <= line.length(); at++) {
      messages.clear();
      ClassicFramer split = new ClassicFramer((offset, octets) -> messages.add(offset + " " + Latin.text(octets)));
      split.feed(Latin.bytes(line), 0, at);
      split.feed(Latin.bytes(line), at, line.length());
      assertThat(messages).as("split at %d", at).isEqualTo(whole);
    }
  }

  @Test
  void aMessageWhoseEndWasLostCostsOnlyItself() {
    feed(">>>\nt=a\nsrc=");
    assertThat(framer.isInside()).isTrue();
    feed("\n>>>\nt=b\n<<<\n");
    assertThat(messages).containsExactly("13 >>>\nt=b\n<<<\n");
    assertThat(framer.lost()).isEqualTo(1);
    assertThat(framer.isInside()).isFalse();
  }

  @Test
  void whatGrowsWithoutEndIsGivenUpAndTheNextMessageIsHeard() {
    feed(">>>\n");
    String chunk = "x=" + "y".repeat(1000) + "\n";
    for (int i = 0; i < 2_000; i++) {
      feed(chunk);
    }
    assertThat(framer.lost()).isEqualTo(1);
    feed("<<<\n>>>\nt=b\n<<<\n");
    assertThat(messages).hasSize(1).first().asString().endsWith(">>>\nt=b\n<<<\n");
  }

  @Test
  void structsInsideDoNotLookLikeTheStartOfAMessage() {
    feed(">>>\n(2)s=>>>\u0014a=b\u0014<<<\u0014\n<<<\n");
    assertThat(messages).hasSize(1);
    assertThat(framer.lost()).isZero();
  }
}
