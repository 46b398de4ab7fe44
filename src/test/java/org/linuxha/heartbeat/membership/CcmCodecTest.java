package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.Value;

/** CCM messages as records and back (ccm.md 3). */
class CcmCodecTest {

  /** What the client interface and the daemon add behind a CCM's own fields. */
  private static final Set<String> HEADER =
      Set.of("client_gen", "destuuid", "src", "srcuuid", "seq", "hg", "ts", "ld", "ttl", "auth");

  @Test
  void everyRecordedMessageReadsAndWritesBackFieldByField() throws MalformedCcmMessage {
    Set<Class<?>> seen = new HashSet<>();
    for (Message message : recorded()) {
      if (!CcmCodec.isCcm(message)) {
        continue;
      }
      CcmMessage decoded = CcmCodec.decode(message);
      assertThat(decoded).as(message.type()).isNotNull();
      seen.add(decoded.getClass());
      List<Field> own =
          message.fields().stream().filter(field -> !HEADER.contains(field.name())).toList();
      assertThat(CcmCodec.encode(decoded, message.text(Fields.DESTINATION, "")).fields())
          .as(message.type())
          .isEqualTo(own);
    }
    assertThat(seen).as("types in messages.txt; ABORT was never seen on a wire").hasSize(13);
  }

  private static List<Message> recorded() {
    List<Message> messages = new ArrayList<>();
    for (String block : Vectors.text("messages.txt").split("\n\n")) {
      List<Field> fields = new ArrayList<>();
      block.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(
          line -> fields.add(field(line)));
      messages.add(Message.of(fields));
    }
    return messages;
  }

  private static Field field(String line) {
    String name = line.substring(0, line.indexOf('='));
    String text = line.substring(line.indexOf('=') + 1);
    if (!name.equals("ccmuptimelist")) {
      return Field.text(name, text);
    }
    List<String> items = new ArrayList<>();
    for (String item : text.split(",")) {
      items.add(item.substring(item.indexOf(':') + 1));
    }
    return new Field(name, new Value.TextList(items));
  }

  @Test
  void abortIsKnownToo() throws MalformedCcmMessage {
    CcmMessage abort = new CcmMessage.Abort(new Stamp(3, 3, new Cookie("cookie"), 1, 3));
    assertThat(CcmCodec.decode(CcmCodec.encode(abort, "n2"))).isEqualTo(abort);
  }

  @Test
  void uptimesAreSignedNumbersWithTheirBytesReversed() {
    assertThat(CcmFields.uptimes(List.of(1, 2, 200, 301, 302)).value())
        .isEqualTo(new Value.TextList(List.of("16777216", "33554432", "-939524096", "755040256", "771817472")));
  }

  @Test
  void aRefusalIsAnEmptyList() throws MalformedCcmMessage {
    CcmMessage refusal = new CcmMessage.ResMemList(new Stamp(3, 3, new Cookie("cookie"), 1, 1), 3, null);
    Message message = CcmCodec.encode(refusal, "n2");
    assertThat(message.text("ccmmemlist")).isEmpty();
    assertThat(CcmCodec.decode(message)).isEqualTo(refusal);
  }

  @Test
  void anUnknownTypeIsNoError() throws MalformedCcmMessage {
    Message unknown = Message.ofType("CCM_TYPE_RCVD_UPDATE");
    assertThat(CcmCodec.isCcm(unknown)).isTrue();
    assertThat(CcmCodec.decode(unknown)).isNull();
    assertThat(CcmCodec.isCcm(Message.ofType("status"))).isFalse();
    assertThat(CcmCodec.isCcm(Message.EMPTY)).isFalse();
  }

  @Test
  void aMessageWithAMissingOrUnusableFieldIsRefusedInWords() {
    Message join =
        CcmCodec.encode(new CcmMessage.Join(new Stamp(3, 3, new Cookie("cookie"), 1, 1)), "");
    for (String field : List.of("ccmmajor", "numnodes", "ccmcookie", "ccmuptime", "ccmminor")) {
      assertThatThrownBy(() -> CcmCodec.decode(join.without(field)))
          .isInstanceOf(MalformedCcmMessage.class)
          .hasMessageContaining(field);
    }
    assertThatThrownBy(() -> CcmCodec.decode(join.with("ccmminor", "99999999999")))
        .hasMessage("its field ccmminor is \"99999999999\", no 32-bit number");
    Message answer =
        CcmCodec.encode(
            new CcmMessage.ResMemList(new Stamp(3, 3, new Cookie("c"), 1, 1), 3, Bitmap.of(1)), "n1");
    assertThatThrownBy(() -> CcmCodec.decode(answer.with("ccmmemlist", "%")))
        .isInstanceOf(MalformedCcmMessage.class)
        .hasMessageContaining("ccmmemlist");
  }
}
