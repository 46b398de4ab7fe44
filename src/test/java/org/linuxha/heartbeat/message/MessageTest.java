package org.linuxha.heartbeat.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model of wire.md 1.1. */
class MessageTest {

  @Test
  void settingReplacesTheFirstOfANameInPlaceOrAppends() {
    Message message = Message.of(List.of(Field.text("a", "1"), Field.text("b", "2"), Field.text("a", "3")));
    assertThat(message.with("a", "9").fields())
        .containsExactly(Field.text("a", "9"), Field.text("b", "2"), Field.text("a", "3"));
    assertThat(message.with("c", "4").fields()).last().isEqualTo(Field.text("c", "4"));
    assertThat(message.without("a").fields()).containsExactly(Field.text("b", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "zz", "0x10", " 1", "1 ", "ffffffffffffffffff"})
  void whatIsNoUnsignedHexadecimalNumberIsNone(String text) {
    assertThat(Message.EMPTY.with("seq", text).hex("seq")).isEmpty();
  }

  @Test
  void numbersAreReadInTheirBase() {
    Message message = Message.EMPTY.with("n", "10");
    assertThat(message.hex("n")).hasValue(16);
    assertThat(message.decimal("n")).hasValue(10);
    assertThat(message.hex("absent")).isEmpty();
  }

  @Test
  void aUuidHasSixteenBytesInTheOrderOfItsText() {
    UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    Message message = Message.EMPTY.with("u", uuid);
    assertThat(message.binary("u").toHex()).isEqualTo("00112233445566778899aabbccddeeff");
    assertThat(message.uuid("u")).isEqualTo(uuid);
    assertThat(Message.EMPTY.with("u", new UUID(0, 0)).uuid("u")).isNull();
    assertThat(Message.EMPTY.with(Field.binary("u", Bytes.ofHex("0011"))).uuid("u")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(a", "a=b", "a\nb", "a\0b"})
  void aNameThatWouldForgeAnotherFieldIsNoName(String name) {
    assertThatThrownBy(() -> Field.text(name, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLookUpOfTheWrongTypeFindsNothing() {
    Message message = Message.EMPTY.with(Field.binary("b", Bytes.EMPTY)).with("t", "x");
    assertThat(message.text("b")).isNull();
    assertThat(message.binary("t")).isNull();
  }
}
