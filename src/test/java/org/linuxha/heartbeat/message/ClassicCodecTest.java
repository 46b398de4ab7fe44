package org.linuxha.heartbeat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/** The classic form, its symbols by depth and its limits (wire.md 1.1, 1.3). */
class ClassicCodecTest {
  /** The symbols for newlines in structs as wire.md 1.3 lists them, by depth from 0. */
  private static final String SYMBOLS =
      "\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u000f\u0010\u0011\u0012";

  private static Message struct(Message inner) {
    return Message.EMPTY.with(new Field("s", new Value.Struct(inner)));
  }

  private static Reason reason(String text) {
    MalformedMessage refused =
        catchThrowableOfType(MalformedMessage.class, () -> ClassicCodec.decode(Latin.bytes(text)));
    assertThat(refused).as("refusal of %.60s", text).isNotNull();
    return refused.reason();
  }

  @Test
  void theBytesAreThoseOfTheSpecification() throws MalformedMessage {
    Message inner = Message.EMPTY.with("deep", "x").with(Field.binary("db", Bytes.ofHex("0500")));
    Message child = Message.EMPTY.with("a", "1").with("b", "two\nlines").with(new Field("inner", new Value.Struct(inner)));
    Message message = Message.EMPTY
        .with(Field.binary("bin", Bytes.ofHex("0001ff0a583d2c"))).with(Field.binary("empty", Bytes.EMPTY)).with("estr", "")
        .with(new Field("child", new Value.Struct(child)))
        .with(new Field("lst", new Value.TextList(List.of("abc", "de fg"))));
    byte[] encoded = ClassicCodec.encode(message);
    assertThat(Latin.text(encoded)).isEqualTo("""
        >>>
        (1)bin=AAH/Clg9LA==
        (1)empty=
        estr=
        (2)child=>>>^Ta=1^Tb=two^Slines^T(2)inner=>>>^Udeep=x^U(1)db=BQA=^U<<<^U^T<<<^T
        (3)lst=3:abc,5:de fg,
        <<<
        """.replace("^S", "\u0013").replace("^T", "\u0014").replace("^U", "\u0015"));
    assertThat(ClassicCodec.decode(encoded)).isEqualTo(message);
  }

  @Test
  void everyDepthHasItsOwnSymbolDownToTheSixteenth() throws MalformedMessage {
    Message message = Message.EMPTY.with("text", "two\nlines");
    for (int depth = SYMBOLS.length(); depth > 0; depth--) {
      message = struct(message);
      assertThat(Latin.text(ClassicCodec.encode(message)).indexOf(SYMBOLS.charAt(0))).isPositive();
    }
    byte[] encoded = ClassicCodec.encode(message);
    for (char symbol : SYMBOLS.toCharArray()) {
      assertThat(Latin.text(encoded)).contains(">>>" + symbol).contains("<<<" + symbol);
    }
    assertThat(ClassicCodec.decode(encoded)).isEqualTo(message);
    Message tooDeep = struct(message);
    assertThatThrownBy(() -> ClassicCodec.encode(tooDeep)).isInstanceOf(MalformedMessage.class);
  }

  @Test
  void seventeenStructsAreRefused() {
    StringBuilder text = new StringBuilder(">>>\n");
    for (char symbol : SYMBOLS.toCharArray()) {
      text.append("(2)s=>>>").append(symbol);
    }
    assertThat(reason(text + "(2)s=>>>")).isEqualTo(Reason.TRUNCATED);
    text.append("(2)s=>>>\u0012\u0012<<<\u0012");
    for (int depth = SYMBOLS.length() - 2; depth >= 0; depth--) {
      text.append(SYMBOLS.charAt(depth)).append("<<<").append(SYMBOLS.charAt(depth));
    }
    assertThat(reason(text + "\n<<<\n")).isEqualTo(Reason.LIMIT);
  }

  @Test
  void aValueThatHoldsTheSymbolOfItsPlaceHasNoClassicForm() throws MalformedMessage {
    assertThatThrownBy(() -> ClassicCodec.encode(Message.EMPTY.with("a", "x\u0013y")))
        .isInstanceOf(MalformedMessage.class).hasMessageContaining("19");
    assertThatThrownBy(() -> ClassicCodec.encode(struct(Message.EMPTY.with("a", "x\u0014y"))))
        .isInstanceOf(MalformedMessage.class).hasMessageContaining("20");
    Message elsewhere = Message.EMPTY.with("a", "x\u0014y");
    assertThat(ClassicCodec.decode(ClassicCodec.encode(elsewhere))).isEqualTo(elsewhere);
    Message deeper = struct(Message.EMPTY.with("a", "x\u0015y"));
    assertThat(ClassicCodec.decode(ClassicCodec.encode(deeper))).isEqualTo(deeper);
  }

  @Test
  void theSignedTextHasNeitherFrameNorAuthField() throws MalformedMessage {
    Message message = Message.ofType("status").with("auth", "1 abc").with("a", "b\nc");
    assertThat(Latin.text(ClassicCodec.signedText(message, "auth"))).isEqualTo("t=status\na=b\u0013c\n");
  }

  @Test
  void emptyLinesAndWhatFollowsTheEndAreSkipped() throws MalformedMessage {
    assertThat(ClassicCodec.decode(Latin.bytes(">>>\n\nt=x\n\n\na=b\n<<<\n\0junk")))
        .isEqualTo(Message.ofType("x").with("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no equals sign", "(0)t=x", "()t=x", "(1t=x", "(10)t=x", "(a)t=x", "(", "(2", "=x", "(1)=x", "(1)t=no*base64", "(4)t=x", "t=a\0b", "(3)l=3:ab,"})
  void linesThatBreakTheGrammarMakeTheWholeMessageInvalid(String line) {
    assertThat(reason(">>>\nt=x\n" + line + "\n<<<\n")).isEqualTo(Reason.SYNTAX);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9})
  void typesThatKillACDaemonAreRefused(int type) {
    assertThat(reason(">>>\n(" + type + ")x=y\n<<<\n")).isEqualTo(Reason.FIELD_TYPE);
    assertThat(reason(">>>\n(2)s=>>>\u0014(" + type + ")x=y\u0014<<<\u0014\n<<<\n")).isEqualTo(Reason.FIELD_TYPE);
  }

  @Test
  void cutAtAnyByteItIsRefusedNotMisread() throws MalformedMessage {
    byte[] message = ClassicCodec.encode(Message.ofType("x").with("a", "b")
        .with(new Field("s", new Value.Struct(Message.ofType("y")))).with(Field.binary("u", Bytes.ofHex("00112233"))));
    for (int length = 0; length < message.length; length++) {
      int end = length;
      assertThat(catchThrowableOfType(
              MalformedMessage.class, () -> ClassicCodec.decode(Arrays.copyOf(message, end))))
          .as("cut at %d", length).isNotNull();
    }
  }

  @Test
  void namesListsAndFieldCountsKeepTheLimits() {
    assertThat(reason(">>>\n" + "n".repeat(256) + "=x\n<<<\n")).isEqualTo(Reason.LIMIT);
    assertThat(reason(">>>\n(3)l=1018:" + "x".repeat(1018) + ",\n<<<\n")).isEqualTo(Reason.LIMIT);
    assertThat(reason(">>>\n" + "a=\n".repeat(Limits.ITEMS + 1) + "<<<\n")).isEqualTo(Reason.LIMIT);
  }
}
