package org.linuxha.heartbeat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/** The netstring form and its limits (wire.md 1.1, 1.2). */
class NetstringCodecTest {
  private static final Message EVERY_TYPE =
      Message.ofType("x")
          .with("empty", "")
          .with("lines", "a\nb\u0013c")
          .with("latin", "\u00e4\u00ff")
          .with(Field.binary("bin", Bytes.ofHex("00012c3d0aff")))
          .with(Field.binary("none", Bytes.EMPTY))
          .with(new Field("child", new Value.Struct(Message.ofType("y").with("deep", "1"))))
          .with(new Field("list", new Value.TextList(List.of("abc", "", "de fg"))))
          .with(new Field("packed", new Value.Compressed(Bytes.ofHex("789c"))))
          .with(new Field("plain", new Value.Uncompressed(Message.ofType("z"))));

  private static Reason reason(String text) {
    MalformedMessage refused =
        catchThrowableOfType(MalformedMessage.class, () -> NetstringCodec.decode(Latin.bytes(text)));
    assertThat(refused).as("refusal of %.60s", text).isNotNull();
    return refused.reason();
  }

  private static String field(String content) {
    return content.length() + ":" + content + ",";
  }

  private static String message(String... fields) {
    return "###\n" + String.join("", fields) + "%%%\n";
  }

  private static String nested(int structs) {
    String text = message();
    for (int i = 0; i < structs; i++) {
      text = message(field("(2)a=" + text));
    }
    return text;
  }

  @Test
  void theBytesAreThoseOfTheSpecification() {
    Message message = Message.ofType("status").with("st", "init")
        .with(new Field("lst", new Value.TextList(List.of("abc", "de fg"))));
    assertThat(Latin.text(NetstringCodec.encode(message)))
        .isEqualTo("###\n11:(0)t=status,10:(0)st=init,21:(3)lst=3:abc,5:de fg,,%%%\n");
  }

  @Test
  void everyTypeGoesThereAndBack() throws MalformedMessage {
    assertThat(NetstringCodec.decode(NetstringCodec.encode(EVERY_TYPE))).isEqualTo(EVERY_TYPE);
  }

  @Test
  void theLengthIsKnownBeforeEncoding() {
    assertThat(NetstringCodec.lengthOf(EVERY_TYPE)).isEqualTo(NetstringCodec.encode(EVERY_TYPE).length);
  }

  @Test
  void whatFollowsTheMessageIsLeftAndItsPlaceIsTold() throws MalformedMessage {
    byte[] message = NetstringCodec.encode(EVERY_TYPE);
    byte[] withTrailer = Arrays.copyOf(message, message.length + 50);
    NetstringCodec.Decoded decoded = NetstringCodec.decode(withTrailer, 0, withTrailer.length);
    assertThat(decoded.message()).isEqualTo(EVERY_TYPE);
    assertThat(decoded.end()).isEqualTo(message.length);
    assertThat(NetstringCodec.endOf(withTrailer, 0, withTrailer.length)).isEqualTo(message.length);
  }

  @Test
  void repeatedNamesAreKeptInOrderAndTheFirstIsLookedUp() throws MalformedMessage {
    byte[] twice = Latin.bytes(message("5:(0)a=1,".replace("5:", "6:"), field("(0)b=2"), field("(0)a=3")));
    Message decoded = NetstringCodec.decode(twice);
    assertThat(decoded.text("a")).isEqualTo("1");
    assertThat(NetstringCodec.encode(decoded)).isEqualTo(twice);
  }

  @Test
  void cutAtAnyByteItIsRefusedNotMisread() {
    byte[] message = NetstringCodec.encode(EVERY_TYPE);
    for (int length = 0; length < message.length; length++) {
      int end = length;
      assertThat(catchThrowableOfType(
              MalformedMessage.class, () -> NetstringCodec.decode(Arrays.copyOf(message, end))))
          .as("cut at %d", length).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5, 9999:(0)t=x, TRUNCATED",
    "-5, -5:(0)t=x, SYNTAX",
    "none, :(0)t=x, SYNTAX",
    "99999999, 99999999:(0)t=x, TRUNCATED",
    "2^31-1, 2147483647:(0)t=x, LIMIT",
    "2^64, 18446744073709551616:(0)t=x, LIMIT",
    "hex, 0x5:(0)t=x, SYNTAX",
    "blank, ' 5:(0)t=x', SYNTAX",
    "no comma, '4:(0)t=x,', SYNTAX",
    "too short for a field, '3:(0),', SYNTAX"
  })
  void lyingLengthsAreRefused(String what, String field, Reason expected) {
    assertThat(reason("###\n" + field + ",%%%\n")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(0)tx", "(0)=x", "0)t=x.", "((0)t=x", "(0]t=x", "(0)(t=x", "(a)t=x", "(-)t=x", "(\u00b2)t=x", "(0)a\0b=x", "(0)a\nb=x", "(0)t=x\0y"})
  void fieldsThatBreakTheGrammarAreRefused(String content) {
    assertThat(reason(message(field(content)))).isEqualTo(Reason.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9})
  void typesThatKillACDaemonAreRefusedAtAnyDepth(int type) {
    String field = field("(" + type + ")x=y");
    assertThat(reason(message(field))).isEqualTo(Reason.FIELD_TYPE);
    assertThat(reason(message(field("(2)a=" + message(field))))).isEqualTo(Reason.FIELD_TYPE);
  }

  @Test
  void sixteenStructsMayNestAndNoMore() throws MalformedMessage {
    assertThat(Latin.text(NetstringCodec.encode(NetstringCodec.decode(Latin.bytes(nested(16)))))).isEqualTo(nested(16));
    assertThat(reason(nested(17))).isEqualTo(Reason.LIMIT);
  }

  @Test
  void namesHave255BytesAtMost() throws MalformedMessage {
    String longest = "n".repeat(255);
    assertThat(NetstringCodec.decode(Latin.bytes(message(field("(0)" + longest + "=v")))).text(longest)).isEqualTo("v");
    assertThat(reason(message(field("(0)" + longest + "n=v")))).isEqualTo(Reason.LIMIT);
  }

  @Test
  void listsHave1023BytesAtMost() throws MalformedMessage {
    // 1017 bytes need "1017:" and ","
    Message longest = NetstringCodec.decode(Latin.bytes(message(field("(3)l=1017:" + "x".repeat(1017) + ","))));
    assertThat(longest.field("l").value()).isEqualTo(new Value.TextList(List.of("x".repeat(1017))));
    assertThat(reason(message(field("(3)l=1018:" + "x".repeat(1018) + ",")))).isEqualTo(Reason.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3:ab,", "3:abcd,", "-1:a,", ":a,", "3abc,", "99999999999:a,", "1:a", "1:a,2", "1:\0,"})
  void listsThatContradictThemselvesAreRefused(String packed) {
    assertThat(reason(message(field("(3)l=" + packed)))).isEqualTo(Reason.SYNTAX);
  }

  @Test
  void fieldsAndElementsAreCountedOverAllDepths() {
    String many = field("(0)a=").repeat(Limits.ITEMS - 1);
    assertThat(catchThrowableOfType(MalformedMessage.class,
        () -> NetstringCodec.decode(Latin.bytes(message(field("(2)s=" + message(many))))))).isNull();
    assertThat(reason(message(field("(2)s=" + message(many)), field("(0)b=")))).isEqualTo(Reason.LIMIT);
    String list = field("(3)l=" + "0:,".repeat(341));
    assertThat(reason(message(list.repeat(Limits.ITEMS / 341 + 1)))).isEqualTo(Reason.LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "###", "###x", ">>>\n<<<\n", "\n###\n%%%\n", "##\n%%%\n"})
  void whatDoesNotStartLikeAMessageIsNone(String text) {
    assertThat(reason(text)).isEqualTo(Reason.NO_MESSAGE);
    assertThat(NetstringCodec.isNetstring(Latin.bytes(text), 0)).isFalse();
  }
}
