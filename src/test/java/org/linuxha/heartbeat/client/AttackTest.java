package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.message.Compressor;
import org.linuxha.heartbeat.message.LocalFrame;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/** client-api.md 1.3, 1.4, 3.2: what spins, overruns or kills the C daemon cuts one client here; no other notices. */
class AttackTest {
  private final Desk desk = new Desk(List.of("alpha", "beta"), Set.of(), false);
  private Desk.Caller bystander;

  @BeforeEach
  void somebodyElseIsSignedOn() throws Exception {
    bystander = desk.call(2000, Desk.HACLUSTER, Desk.HACLIENT);
    bystander.signOn("bystander");
    bystander.heard();
  }

  @AfterEach
  void nobodyElseNotices() throws Exception {
    assertThat(bystander.isCut()).isFalse();
    assertThat(bystander.heard()).isEmpty();
    bystander.say(Message.ofType("hello"));
    assertThat(bystander.heard()).hasSize(1);
  }

  private Desk.Caller attacker() throws Exception {
    Desk.Caller attacker = desk.call(3000, Desk.HACLUSTER, Desk.HACLIENT);
    attacker.signOn("attacker");
    attacker.heard();
    return attacker;
  }

  private static byte[] header(int length, int magic) {
    ByteBuf header = Unpooled.buffer(8);
    header.writeIntLE(length).writeIntLE(magic);
    return ByteBufUtil.getBytes(header);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 262_145})
  void aNegativeOrHugeLengthCutsTheConnectionAtOnce(int length) throws Exception {
    Desk.Caller attacker = attacker();
    attacker.raw(header(length, LocalFrame.MAGIC));
    assertThat(attacker.isCut()).isTrue();
    assertThat(desk.sent.get(desk.sent.size() - 1).text("info")).isEqualTo("badclient");
  }

  @Test
  void aWrongMagicNumberCutsTheConnectionAtOnce() throws Exception {
    Desk.Caller attacker = attacker();
    attacker.raw(header(4, 0xabce));
    assertThat(attacker.isCut()).isTrue();
  }

  @Test
  void aStrangerMaySendNoLongFrames() {
    Desk.Caller stranger = desk.call(3001, 1, 1);
    stranger.raw(header(FrameDecoder.MAX_STRANGER + 1, LocalFrame.MAGIC));
    assertThat(stranger.isCut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 40, 255, 10_000})
  void aLongNameIsRefused(int length) throws Exception {
    Desk.Caller attacker = desk.call(3000, Desk.HACLUSTER, Desk.HACLIENT);
    attacker.signOn("n".repeat(length));
    List<Message> heard = attacker.heard();
    assertThat(heard).hasSize(1);
    assertThat(heard.get(0).text("result")).isEqualTo("badreq");
    assertThat(heard.get(0).text("info")).isEqualTo("invalid id info");
    assertThat(attacker.isCut()).isTrue();
  }

  @Test
  void aFrameInPiecesIsOneFrameAndHalfAFrameHoldsNobodyUp() throws Exception {
    Desk.Caller slow = desk.call(3002, Desk.HACLUSTER, Desk.HACLIENT);
    byte[] body = ">>>\nt=hbapi-req\nreqtype=signon\npid=3002\nfrom_id=slow\nuid=102\ngid=105\n<<<\n"
        .getBytes(StandardCharsets.ISO_8859_1);
    byte[] header = header(body.length, LocalFrame.MAGIC);
    for (byte octet : header) {
      slow.raw(new byte[] {octet});
    }
    for (int i = 0; i < body.length; i++) {
      assertThat(slow.bodies()).isEmpty();
      slow.raw(new byte[] {body[i]});
    }
    assertThat(slow.heard()).hasSize(2);
    slow.raw(header(1000, LocalFrame.MAGIC));
    slow.channel.close();
    assertThat(desk.sent.get(desk.sent.size() - 1).text("st")).isEqualTo("leave");
  }

  @Test
  void halvesOfFramesThatWouldFillTheMemoryCutThoseThatWaitLongest() throws Exception {
    Desk.Caller slow = attacker();
    slow.raw(header(200_000, LocalFrame.MAGIC));
    List<Desk.Caller> callers = signedOn(100);
    for (Desk.Caller caller : callers) {
      caller.raw(header(LocalFrame.MAX_BODY, LocalFrame.MAGIC));
      for (int piece = 0; piece < 15; piece++) {
        caller.raw(new byte[16_384]);
      }
    }
    long left = callers.stream().filter(caller -> !caller.isCut()).count();
    assertThat(left * 15 * 16_384).isBetween(Halves.MOST / 4L, (long) Halves.MOST);
    assertThat(callers.subList(0, 100 - (int) left)).as("the oldest").allMatch(Desk.Caller::isCut);
    assertThat(desk.sent.get(desk.sent.size() - 1).text("info")).isEqualTo("badclient");
    assertThat(slow.isCut()).as("it holds next to nothing").isFalse();
    callers.forEach(caller -> caller.channel.close());

    // what became whole, or went away, does not count any more
    Desk.Caller honest = desk.call(5000, Desk.HACLUSTER, Desk.HACLIENT);
    honest.signOn("honest");
    honest.heard();
    byte[] large = NetstringCodec.encode(Message.ofType("hello").with("text", "x".repeat(200_000)));
    for (int i = 0; i < 100; i++) {
      honest.raw(header(large.length, LocalFrame.MAGIC));
      honest.raw(java.util.Arrays.copyOf(large, 150_000));
      honest.raw(java.util.Arrays.copyOfRange(large, 150_000, large.length));
      assertThat(honest.heard()).extracting(Message::type).containsExactly("hello");
    }
  }

  @Test
  void whoIsNotReadBecauseTheHeartWaitsIsNotCutForHalfAFrame() throws Exception {
    List<Desk.Caller> callers = signedOn(100);
    Desk.Caller paused = attacker();
    desk.heldUp = true;
    for (int i = 0; i < Uplink.PAUSE + 2; i++) {
      paused.say(Message.ofType("small"));
    }
    assertThat(paused.channel.config().isAutoRead()).isFalse();
    byte[] large = NetstringCodec.encode(Message.ofType("large").with("text", "x".repeat(200_000)));
    paused.raw(header(large.length, LocalFrame.MAGIC));
    paused.raw(java.util.Arrays.copyOf(large, 150_000));
    for (Desk.Caller caller : callers) {
      caller.raw(header(LocalFrame.MAX_BODY, LocalFrame.MAGIC));
      caller.raw(new byte[200_000]);
    }
    assertThat(callers.get(0).isCut()).isTrue();
    assertThat(paused.isCut()).isFalse();
    desk.goOn();
    paused.raw(java.util.Arrays.copyOfRange(large, 150_000, large.length));
    assertThat(paused.heard()).extracting(Message::type).endsWith("small", "large");
  }

  @Test
  void aFewBytesThatKeepALargeBufferCountAsMuch() throws Exception {
    byte[] large = NetstringCodec.encode(Message.ofType("hello").with("text", "x".repeat(200_000)));
    ByteBuf withTail = Unpooled.buffer(large.length + LocalFrame.HEADER + 4);
    withTail.writeBytes(header(large.length, LocalFrame.MAGIC)).writeBytes(large).writeInt(0);
    byte[] bytes = ByteBufUtil.getBytes(withTail);
    List<Desk.Caller> callers = signedOn(100);
    for (Desk.Caller caller : callers) {
      caller.raw(bytes);
      caller.heard();
    }
    assertThat(callers.stream().filter(caller -> !caller.isCut()).count() * bytes.length)
        .isBetween(Halves.MOST / 2L, (long) Halves.MOST);
  }

  private List<Desk.Caller> signedOn(int count) throws Exception {
    List<Desk.Caller> callers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Desk.Caller caller = desk.call(4000 + i, Desk.HACLUSTER, Desk.HACLIENT);
      caller.signOn("half" + i);
      caller.heard();
      callers.add(caller);
    }
    return callers;
  }

  @Test
  void whatIsNoMessageIsIgnoredUntilTheTenthInARow() throws Exception {
    Desk.Caller attacker = attacker();
    for (int i = 0; i < 9; i++) {
      attacker.frame("garbage".getBytes(StandardCharsets.ISO_8859_1));
    }
    attacker.say(attacker.request("numnodes"));
    assertThat(attacker.heard()).hasSize(1);
    for (int i = 0; i < 10; i++) {
      assertThat(attacker.isCut()).isFalse();
      attacker.frame("###\n99999999:(0)t=x,%%%\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    assertThat(attacker.isCut()).isTrue();
    assertThat(desk.sent.get(desk.sent.size() - 1).text("info")).isEqualTo("noinput");
  }

  @Test
  void anEmptyFrameIsIgnored() throws Exception {
    Desk.Caller attacker = attacker();
    attacker.frame(new byte[0]);
    attacker.say(attacker.request("numnodes"));
    assertThat(attacker.heard()).hasSize(1);
  }

  @Test
  void aRequestInTheNameOfAnotherClientIsNotAnswered() throws Exception {
    Desk.Caller attacker = attacker();
    attacker.say(Message.ofType("hbapi-req").with("reqtype", "signoff").with("from_id", "bystander"));
    attacker.say(Message.ofType("hbapi-req").with("reqtype", "signoff").with("pid", "2000"));
    assertThat(attacker.heard()).isEmpty();
    assertThat(attacker.isCut()).isFalse();
  }

  @Test
  void nobodyCanSpeakAsAnotherClientOrNode() throws Exception {
    Desk.Caller attacker = attacker();
    attacker.say(Message.ofType("hbapi-clstat").with("st", "leave").with("from_id", "bystander")
        .with("to_id", "bystander").with("src", "beta").with("auth", "1 00"));
    Message heard = attacker.heard().get(0);
    assertThat(heard.text("from_id")).isEqualTo("attacker");
    assertThat(heard.text("to_id")).isEqualTo("attacker");
    assertThat(heard.text("src")).isEqualTo("alpha");
  }

  /** Receivers take the inner message for the whole, so it would speak as whoever it likes. */
  @Test
  void aMessageHiddenInAMessageCutsTheConnection() throws Exception {
    Desk.Caller attacker = attacker();
    int before = desk.sent.size();
    Message forged = Message.ofType("hbapi-clstat").with("st", "leave").with("from_id", "bystander").with("to_id", "bystander").with("src", "beta");
    Message hiding = Compressor.compressWhole(forged, Compressor.ZLIB).with("t", "hello");
    attacker.frame(NetstringCodec.encode(Compressor.compressWhole(hiding, Compressor.BZ2)));
    assertThat(attacker.isCut()).isTrue();
    assertThat(desk.sent.subList(before, desk.sent.size())).extracting(message -> message.text("info")).containsExactly("badclient");
  }

  /** A hundred bytes are two megabytes here, and one read brings a hundred and fifty such messages: 300 MB in a heap of 64. */
  @Test
  void manySmallFramesThatAreHugeInsideCutTheConnectionBeforeTheyFillTheMemory() throws Exception {
    Desk.Caller attacker = attacker();
    byte[] frame = NetstringCodec.encode(Compressor.compressWhole(
        Message.ofType("hello").with("text", "x".repeat(2_000_000)), Compressor.BZ2));
    assertThat(frame).hasSizeLessThan(200);
    ByteBuf burst = Unpooled.buffer();
    for (int i = 0; i < 50; i++) {
      Frames.write(frame, burst);
    }
    desk.heldUp = true;
    int before = desk.sent.size();
    attacker.raw(ByteBufUtil.getBytes(burst));
    assertThat(attacker.isCut()).isTrue();
    desk.goOn();
    List<Message> sent = desk.sent.subList(before, desk.sent.size());
    assertThat(sent).as("one at the heart and four that waited, and the leave").hasSizeBetween(5, 7);
    assertThat(sent.get(sent.size() - 1).text("info")).isEqualTo("badclient");
  }

  @Test
  void aFewLargeMessagesAreTakenHoweverTheyCome() throws Exception {
    Desk.Caller client = attacker();
    desk.heldUp = true;
    for (int i = 0; i < 20; i++) {
      client.say(Message.ofType("hello").with("text", "x".repeat(250_000)));
    }
    assertThat(client.isCut()).isFalse();
    assertThat(client.channel.config().isAutoRead()).as("it is not read any more").isFalse();
    desk.goOn();
    assertThat(client.channel.config().isAutoRead()).isTrue();
    assertThat(client.heard()).hasSize(20);
  }
}
