package org.linuxha.heartbeat.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** RFC 792: questions as hosts understand them, and which answers are believed (wire.md 8.7). */
class IcmpTest {
  private static final byte[] DATA = {1, 2, 3};

  private final IcmpQuestions questions = new IcmpQuestions();
  private final List<InetAddress> answers = new ArrayList<>();

  private static InetAddress host(int last) throws Exception {
    return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
  }

  /** The sum over a packet with its checksum is all ones. */
  @Test
  void theChecksumIsThatOfRfc1071() {
    for (byte[] data : List.of(new byte[0], DATA, new byte[] {-1, -1, -1, -1}, new byte[191])) {
      ByteBuf packet = new IcmpEcho(0xfedc, 0xffff, data).request(false);
      long sum = 0;
      for (int i = 0; i < packet.readableBytes(); i++) {
        sum += (long) packet.getUnsignedByte(i) << (i % 2 == 0 ? 8 : 0);
      }
      assertThat((sum & 0xffff) + (sum >> 16)).isEqualTo(0xffff);
    }
  }

  @Test
  void anAnswerIsReadWithAndWithoutTheHeaderOfIp() {
    ByteBuf reply = new IcmpEcho(7, 9, DATA).request(false).setByte(0, 0);
    IcmpEcho bare = IcmpEcho.reply(reply, false, false);
    assertThat(bare.id()).isEqualTo(7);
    assertThat(bare.sequence()).isEqualTo(9);
    assertThat(bare.data()).isEqualTo(DATA);
    ByteBuf header = Unpooled.buffer().writeByte(0x46).writeZero(23).writeBytes(reply);
    assertThat(IcmpEcho.reply(header, false, true).data()).isEqualTo(DATA);
  }

  @Test
  void aQuestionIsNoAnswerAndRubbishIsNeither() {
    assertThat(IcmpEcho.reply(new IcmpEcho(7, 9, DATA).request(false), false, false)).isNull();
    assertThat(IcmpEcho.reply(new IcmpEcho(7, 9, DATA).request(true), true, false)).isNull();
    SplittableRandom random = new SplittableRandom(792);
    for (int i = 0; i < 10_000; i++) {
      byte[] rubbish = new byte[random.nextInt(64)];
      random.nextBytes(rubbish);
      ByteBuf packet = Unpooled.wrappedBuffer(rubbish);
      IcmpEcho read = IcmpEcho.reply(packet, random.nextBoolean(), random.nextBoolean());
      assertThat(read == null || read.data().length <= rubbish.length).isTrue();
    }
  }

  @Test
  void theFirstAnswerOfAGroupCountsAndNoOther() throws Exception {
    int number = questions.ask(Set.of(host(1), host(2)), DATA, answers::add);
    questions.take(new IcmpEcho(0, number, DATA), host(2));
    questions.take(new IcmpEcho(0, number, DATA), host(1));
    assertThat(answers).containsExactly(host(2));
  }

  @Test
  void anAnswerOfAHostThatWasNotAskedIsNotBelieved() throws Exception {
    int number = questions.ask(Set.of(host(1)), DATA, answers::add);
    questions.take(new IcmpEcho(0, number, DATA), host(9));
    assertThat(answers).isEmpty();
  }

  @Test
  void otherDataThanWhatWasSentIsNotBelieved() throws Exception {
    int number = questions.ask(Set.of(host(1)), DATA, answers::add);
    questions.take(new IcmpEcho(0, number, new byte[] {1, 2, 4}), host(1));
    questions.take(new IcmpEcho(0, number, new byte[0]), host(1));
    assertThat(answers).isEmpty();
  }

  @Test
  void anAnswerToAnOldQuestionDoesNotCountForANewOne() throws Exception {
    int old = questions.ask(Set.of(host(1)), DATA, answers::add);
    for (int i = 0; i < IcmpQuestions.OUTSTANDING; i++) {
      questions.ask(Set.of(host(1)), DATA, answers::add);
    }
    questions.take(new IcmpEcho(0, old, DATA), host(1));
    assertThat(answers).isEmpty();
  }
}
