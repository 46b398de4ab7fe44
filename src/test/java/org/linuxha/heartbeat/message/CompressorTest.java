package org.linuxha.heartbeat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.message.MalformedMessage.Reason;

/** Compressed messages and fields (wire.md 3). */
class CompressorTest {
  private static final Message CHILD = Message.EMPTY.with("payload", "y".repeat(100));

  private static Field uncompressed(String name, Message content) {
    return new Field(name, new Value.Uncompressed(content));
  }

  @Test
  void theStreamsStartAsTheCLibrariesWriteThem() {
    assertThat(Compressor.compress(new byte[100], Compressor.ZLIB).toHex()).startsWith("789c");
    assertThat(Latin.text(Compressor.compress(new byte[100], Compressor.BZ2).toArray())).startsWith("BZh1");
  }

  @Test
  void theContentIsClassicWithANulUnlessStructured() throws MalformedMessage {
    assertThat(Latin.text(Compressor.content(Message.ofType("a")))).isEqualTo(">>>\nt=a\n<<<\n\0");
    Message structured = Message.EMPTY.with(new Field("s", new Value.Struct(Message.ofType("a"))));
    assertThat(Compressor.content(structured)).isEqualTo(NetstringCodec.encode(structured));
    assertThat(Compressor.parseContent(Compressor.content(structured))).isEqualTo(structured);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void aFieldOfType5BecomesType4AndTheAlgorithmIsNamedOnceAtTheEnd(String algorithm) throws MalformedMessage {
    Message sent = Compressor.compressFields(
        Message.ofType("x").with(uncompressed("c1", CHILD)).with(uncompressed("c2", CHILD)).with("last", "1"), algorithm);
    assertThat(sent.fields().stream().map(Field::name).toList())
        .containsExactly("t", "c1", "c2", "last", Fields.COMPRESSION_ALGORITHM);
    assertThat(Compressor.expand((Value.Compressed) sent.field("c2").value(), algorithm)).isEqualTo(CHILD);
  }

  @Test
  void noFieldOfType5IsLeftInStructsAndInsideCompressedOnes() throws MalformedMessage {
    Message inStruct = Message.EMPTY.with(new Field("s", new Value.Struct(Message.EMPTY.with(uncompressed("c", CHILD)))));
    Message sent = Compressor.compressFields(inStruct.with(uncompressed("d", inStruct)), Compressor.ZLIB);
    Message struct = ((Value.Struct) sent.field("s").value()).message();
    assertThat(struct.field("c").value()).isInstanceOf(Value.Compressed.class);
    assertThat(struct.text(Fields.COMPRESSION_ALGORITHM)).isEqualTo(Compressor.ZLIB);
    Message inside = Compressor.expand((Value.Compressed) sent.field("d").value(), Compressor.ZLIB);
    assertThat(((Value.Struct) inside.field("s").value()).message()).isEqualTo(struct);
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void exactlyTheLimitIsRestoredAndOneByteMoreIsNot(String algorithm) throws MalformedMessage {
    assertThat(Compressor.decompress(Compressor.compress(new byte[Limits.UNCOMPRESSED], algorithm), algorithm))
        .hasSize(Limits.UNCOMPRESSED);
    Bytes more = Compressor.compress(new byte[Limits.UNCOMPRESSED + 1], algorithm);
    assertThat(catchThrowableOfType(MalformedMessage.class, () -> Compressor.decompress(more, algorithm)).reason())
        .isEqualTo(Reason.LIMIT);
  }

  @Test
  void whatNobodyCouldRestoreIsNotCompressed() {
    Message huge = Message.EMPTY.with("payload", "x".repeat(Limits.UNCOMPRESSED));
    assertThatThrownBy(() -> Compressor.compressWhole(huge, Compressor.ZLIB))
        .isInstanceOf(MalformedMessage.class).hasMessageContaining("too big");
  }

  @ParameterizedTest
  @ValueSource(strings = {Compressor.ZLIB, Compressor.BZ2})
  void cutContentIsRefusedAndNeverWaitedFor(String algorithm) throws MalformedMessage {
    byte[] packed = Compressor.compress(Compressor.content(CHILD.with("more", "abcdefghijklmnop")), algorithm).toArray();
    for (int length = 0; length < packed.length; length++) {
      Bytes cut = Bytes.copyOf(Arrays.copyOf(packed, length));
      assertThat(catchThrowableOfType(
              MalformedMessage.class, () -> Compressor.parseContent(Compressor.decompress(cut, algorithm))))
          .as("cut at %d", length).isNotNull();
    }
  }

  @Test
  void unknownOrMissingAlgorithmsAreRefused() {
    for (String algorithm : new String[] {"lzma", "", null}) {
      assertThat(catchThrowableOfType(
              MalformedMessage.class, () -> Compressor.decompress(Bytes.ofHex("789c"), algorithm)).reason())
          .isEqualTo(Reason.COMPRESSION);
    }
  }

  @Test
  void onlyOneLayerOfWholeCompressionIsRestored() throws MalformedMessage {
    Message once = Compressor.compressWhole(CHILD, Compressor.ZLIB);
    Message twice = Compressor.compressWhole(once, Compressor.ZLIB);
    assertThat(Compressor.restoreWhole(once)).isEqualTo(CHILD);
    assertThat(Compressor.restoreWhole(twice)).isEqualTo(once);
  }
}
