package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/** Heartbeat messages out of every kind of capture that tcpdump and Wireshark write. */
class CaptureTest {
  private static final byte[] MESSAGE = NetstringCodec.encode(Message.ofType("status").with("st", "up"));
  private static final byte[] LONG = NetstringCodec.encode(Message.ofType("x").with("p", "y".repeat(5_000)));

  private final StringWriter printed = new StringWriter();
  private final Decoder decoder = new Decoder(null, new PrintWriter(printed));

  private List<String> decode(byte[] file) throws IOException {
    decoder.run(new ByteArrayInputStream(file));
    return printed.toString().lines().toList();
  }

  private static byte[] ethernetPcap(byte[]... frames) {
    return Frames.pcap(ByteOrder.LITTLE_ENDIAN, false, 1, List.of(frames));
  }

  private static String line(int number, String time) {
    return "{\"pkt\":" + number + ",\"t\":" + time + ",\"proto\":\"udp\",\"from\":\"10.78.0.1\",\"to\":\"10.78.0.255\","
        + "\"sport\":40000,\"dport\":694,\"len\":" + MESSAGE.length
        + ",\"form\":\"netstring\",\"fields\":[[\"t\",0,\"status\"],[\"st\",0,\"up\"]]}";
  }

  static Stream<Arguments> files() {
    byte[] ip = Frames.version4(MESSAGE);
    byte[] frame = Frames.ethernet(ip);
    List<byte[]> frames = List.of(frame, frame);
    return Stream.of(
        Arguments.of("little endian", Frames.pcap(ByteOrder.LITTLE_ENDIAN, false, 1, frames)),
        Arguments.of("big endian", Frames.pcap(ByteOrder.BIG_ENDIAN, false, 1, frames)),
        Arguments.of("nanoseconds", Frames.pcap(ByteOrder.LITTLE_ENDIAN, true, 1, frames)),
        Arguments.of("nanoseconds, big endian", Frames.pcap(ByteOrder.BIG_ENDIAN, true, 1, frames)),
        Arguments.of("pcapng", Frames.pcapng(ByteOrder.LITTLE_ENDIAN, 1, frames)),
        Arguments.of("pcapng, big endian", Frames.pcapng(ByteOrder.BIG_ENDIAN, 1, frames)),
        Arguments.of("VLAN tag", ethernetPcap(Frames.tagged(ip, 0x8100), Frames.tagged(ip, 0x88a8, 0x8100))),
        Arguments.of("raw IP", Frames.pcap(ByteOrder.LITTLE_ENDIAN, false, 101, List.of(ip, ip))),
        Arguments.of("raw IPv4", Frames.pcap(ByteOrder.LITTLE_ENDIAN, false, 228, List.of(ip, ip))),
        Arguments.of("loopback", Frames.pcap(ByteOrder.LITTLE_ENDIAN, false, 0, List.of(Frames.loopback(ip), Frames.loopback(ip)))),
        Arguments.of("any device", Frames.pcap(ByteOrder.LITTLE_ENDIAN, false, 113, List.of(Frames.cooked(ip), Frames.cooked(ip)))),
        Arguments.of("any device, 2", Frames.pcap(ByteOrder.LITTLE_ENDIAN, false, 276, List.of(Frames.cooked2(ip), Frames.cooked2(ip)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void theMessagesAreTheSameWhateverTheyWereCapturedWith(String name, byte[] file) throws IOException {
    assertThat(decode(file)).containsExactly(line(1, "0.0"), line(2, "1.5"));
    assertThat(decoder.messages()).isEqualTo(2);
    assertThat(decoder.others()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void aCaptureCutAnywhereEndsOrSaysSo(String name, byte[] file) {
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      Decoder each = new Decoder(null, new PrintWriter(new StringWriter()));
      try {
        each.run(new ByteArrayInputStream(cut));
      } catch (IOException said) {
        assertThat(said).hasMessageMatching(".*(capture|within).*");
      }
      assertThat(each.messages()).isLessThanOrEqualTo(2);
      assertThat(each.damaged()).isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void aDamagedCaptureIsReadAsFarAsItMakesSenseAndNeverThrowsOtherwise(String name, byte[] file) {
    SplittableRandom random = new SplittableRandom(20_261_125);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = file.clone();
      for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Decoder each = new Decoder(null, new PrintWriter(new StringWriter()));
      try {
        each.run(new ByteArrayInputStream(damaged));
      } catch (IOException said) {
        assertThat(said).hasMessageMatching("(?s).*(capture|within).*");
      }
      assertThat(each.messages() + each.damaged()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void fragmentsOfBothVersionsAreJoinedInWhateverOrder() throws IOException {
    byte[] udp = Frames.udp(LONG);
    byte[] one = Arrays.copyOfRange(udp, 0, 1480);
    byte[] two = Arrays.copyOfRange(udp, 1480, 2960);
    byte[] rest = Arrays.copyOfRange(udp, 2960, udp.length);
    List<String> lines = decode(ethernetPcap(
        Frames.ethernet(Frames.version4(17, 9, 2960, false, rest)),
        Frames.ethernet(Frames.version4(17, 9, 0, true, one)),
        Frames.ethernet(Frames.version4(17, 8, 0, true, one)),
        Frames.ethernet(Frames.version4(17, 9, 1480, true, two)),
        Frames.ethernet(Frames.fragment6(17, 0, true, one)),
        Frames.ethernet(Frames.fragment6(17, 2960, false, rest)),
        Frames.ethernet(Frames.fragment6(17, 1480, true, two))));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("{\"pkt\":4,").contains("\"len\":" + LONG.length);
    assertThat(lines.get(1)).startsWith("{\"pkt\":7,").contains("\"len\":" + LONG.length);
    assertThat(decoder.others()).as("fragments are no foreign packets").isZero();
  }

  @Test
  void unfinishedFragmentsDoNotPileUp() {
    Fragments fragments = new Fragments();
    for (int i = 0; i < 1_000; i++) {
      assertThat(fragments.add("packet " + i, 0, false, new byte[8])).isNull();
    }
    assertThat(fragments.add("packet 0", 8, true, new byte[8])).as("forgotten").isNull();
    assertThat(fragments.add("packet 999", 8, true, new byte[8])).hasSize(16);
    assertThat(fragments.add("too long", 65_528, true, new byte[8])).isNull();
  }

  @Test
  void echoesOfBothVersionsAreReadAndOtherIcmpIsNot() throws IOException {
    byte[] request = Frames.concat(new byte[] {8, 0, 0, 0, 1, 2, 0, 7}, MESSAGE);
    byte[] reply6 = Frames.concat(new byte[] {(byte) 129, 0, 0, 0, 1, 2, 0, 7}, MESSAGE);
    byte[] unreachable = Frames.concat(new byte[] {3, 0, 0, 0, 0, 0, 0, 0}, MESSAGE);
    List<String> lines = decode(ethernetPcap(
        Frames.ethernet(Frames.version4(1, 1, 0, false, request)),
        Frames.ethernet(Frames.version6(58, reply6)),
        Frames.ethernet(Frames.version4(1, 1, 0, false, unreachable))));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"proto\":\"icmp8\"").contains("\"icmp_id\":258,\"icmp_seq\":7");
    assertThat(lines.get(1)).contains("\"proto\":\"icmp6-129\"");
    assertThat(decoder.others()).isEqualTo(1);
  }

  @Test
  void aPacketTheCaptureHoldsInPartIsToldApartFromADamagedOne() throws IOException {
    byte[] frame = Frames.ethernet(Frames.version4(MESSAGE));
    byte[] file = ethernetPcap(Arrays.copyOf(frame, frame.length - 10));
    file[24 + 12] = (byte) frame.length;
    assertThat(decode(file)).singleElement().asString().contains("\"error\":").contains("tcpdump -s 0");
    assertThat(decoder.damaged()).isEqualTo(1);
  }

  @Test
  void aLinkTypeNobodyKnowsIsNamed() {
    byte[] file = Frames.pcap(ByteOrder.LITTLE_ENDIAN, false, 105, List.of(new byte[64]));
    assertThatThrownBy(() -> decode(file)).isInstanceOf(IOException.class).hasMessageContaining("105");
  }

  @Test
  void linesAreAsciiWhateverTheMessageHolds() throws IOException {
    Message message = Message.ofType("x").with("a", "\u00e4\u001b[2J\"\\\r\n\t");
    List<String> lines = decode(ethernetPcap(Frames.ethernet(Frames.version4(NetstringCodec.encode(message)))));
    assertThat(lines).singleElement().asString().contains("\\u00e4\\u001b[2J\\\"\\\\\\r\\n\\t");
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(lines.get(0))).isTrue();
  }
}
