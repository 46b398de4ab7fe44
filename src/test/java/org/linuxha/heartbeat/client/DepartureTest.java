package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Message;

/** client-api.md 1.4, 1.5, 4.4: how clients go, which of them the cluster hears of, and with what reason. */
class DepartureTest {
  private final Desk desk = new Desk(List.of("alpha", "beta"), Set.of(), false);

  /** A socket that takes nothing more. */
  private static final class Full extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
    }
  }

  private Desk.Caller signedOn(int pid, String name) throws Exception {
    Desk.Caller caller = desk.call(pid, Desk.HACLUSTER, Desk.HACLIENT);
    caller.signOn(name);
    assertThat(caller.heard()).hasSize(2);
    return caller;
  }

  private void somethingHappens(int times) {
    for (int i = 0; i < times; i++) {
      desk.tell(new ClusterEvent.Delivered(desk.packet(Message.ofType("resource"), "beta"), "eth0", false));
    }
  }

  private void isCutByTheNextAfter(int kept, Desk.Caller caller) {
    caller.channel.pipeline().addFirst(new Full());
    somethingHappens(kept);
    assertThat(caller.isCut()).isFalse();
    somethingHappens(1);
    assertThat(caller.isCut()).isTrue();
  }

  private Message last() {
    return desk.sent.get(desk.sent.size() - 1);
  }

  @Test
  void whoDoesNotReadIsCutWithTheSixtyFifthMessageAndTheClusterHearsWhy() throws Exception {
    Desk.Caller deaf = signedOn(3000, "deaf");
    isCutByTheNextAfter(64, deaf);
    assertThat(last().text("st")).isEqualTo("leave");
    assertThat(last().text("from_id")).isEqualTo("deaf");
    assertThat(last().text("info")).isEqualTo("send failed,farside_pid=3000, sendq length=64(max is 64)");
  }

  @Test
  void aLongerQueueHoldsMoreAndIsNotAnswered() throws Exception {
    Desk.Caller patient = signedOn(3000, "patient");
    patient.say(patient.request("set_sendqlen").with("sendqlen", "100"));
    assertThat(patient.heard()).isEmpty();
    isCutByTheNextAfter(100, patient);
    assertThat(last().text("info")).endsWith("sendq length=100(max is 100)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "many", ""})
  void aLengthThatIsNoneChangesNothingAndIsNotAnswered(String length) throws Exception {
    Desk.Caller deaf = signedOn(3000, "deaf");
    deaf.say(deaf.request("set_sendqlen").with("sendqlen", length));
    deaf.say(deaf.request("set_sendqlen"));
    assertThat(deaf.heard()).isEmpty();
    isCutByTheNextAfter(64, deaf);
  }

  @Test
  void whoClosesWithoutAWordIsGoneAndIfItsProcessIsTooItDied() throws Exception {
    signedOn((int) ProcessHandle.current().pid(), "living").channel.close();
    assertThat(List.of(last().text("st"), last().text("from_id"), last().text("info"))).containsExactly("leave", "living", "EOF");
    Process over = new ProcessBuilder("true").start();
    over.waitFor();
    signedOn((int) over.pid(), "ended").channel.close();
    assertThat(List.of(last().text("st"), last().text("from_id"), last().text("info"))).containsExactly("leave", "ended", "died");
    // both names are free again
    signedOn(3001, "living");
    signedOn(3002, "ended");
  }

  @Test
  void aJoinUnderTheSameNameDoesNotOvertakeWhatIsLeftOfTheOneBefore() throws Exception {
    Desk.Caller old = signedOn(3000, "again");
    Desk.Caller other = signedOn(3001, "other");
    desk.sent.clear();
    desk.heldUp = true;
    for (int i = 0; i < 4; i++) {
      old.say(Message.ofType("old"));
      other.say(Message.ofType("other"));
    }
    old.say(old.request("signoff"));
    desk.call(3002, Desk.HACLUSTER, Desk.HACLIENT).signOn("again");
    desk.goOn();
    assertThat(desk.sent).filteredOn(each -> "again".equals(each.text("from_id")))
        .extracting(each -> each.text("st") == null ? each.type() : each.text("st"))
        .containsExactly("old", "old", "old", "old", "leave", "join");
    assertThat(desk.sent).extracting(Message::type).as("others have their turns").containsSubsequence("old", "other", "old", "other", "old");
  }

  /** C tells the whole cluster, where clients of that name would hear the leave of one that never came. */
  @Test
  void whoIsRefusedIsToldAloneAndNotTheCluster() throws Exception {
    Desk.Caller inside = signedOn(3000, "inside");
    int told = desk.sent.size();
    Desk.Caller twin = desk.call(3001, Desk.HACLUSTER, Desk.HACLIENT);
    twin.signOn("inside");
    assertThat(twin.heard()).extracting(each -> each.text("info")).containsExactly("duplicate add request", "duplicate add request");
    assertThat(twin.isCut()).isTrue();
    Desk.Caller stranger = desk.call(3002, 65_534, 65_534);
    stranger.signOn("other");
    assertThat(stranger.heard()).extracting(each -> each.text("info"))
        .containsExactly("client failed authorization", "client failed authorization");
    assertThat(stranger.isCut()).isTrue();
    assertThat(desk.sent).hasSize(told);
    assertThat(inside.heard()).isEmpty();
  }

  @Test
  void aCasualClientMayNotSendAndNobodyHearsOfItsEnd() throws Exception {
    Desk.Caller casual = desk.call(3000, Desk.ROOT, Desk.HACLIENT);
    casual.signOn("3000");
    casual.heard();
    casual.say(Message.ofType("hello"));
    assertThat(casual.isCut()).isTrue();
    assertThat(desk.sent).isEmpty();
  }
}
