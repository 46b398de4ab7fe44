package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * What must not be changed if C peers shall go on understanding us (the end of ccm.md 11): each item of that
 * list is a test.
 */
class MustNotChangeTest {
  private static final Now NOW = new Now(0, 0, "");

  /** Records what one CCM sends; nothing comes back by itself. */
  private static final class Alone implements CcmEffects {
    final List<Message> sent = new ArrayList<>();
    final Ccm ccm;

    Alone(String self, String... nodes) {
      ccm = Ccm.ours(new CcmConfig(self, 200, Quorum.parse("")), new Random(1), this);
      for (String node : nodes) {
        ccm.onNodeAdded(node, "active", 100, NOW);
      }
      ccm.onStart(NOW);
    }

    @Override
    public void send(Message message) {
      sent.add(message);
    }

    @Override
    public void tell(MembershipEvent event) {}

    @Override
    public void schedule(CcmTimer timer, long dueNanos) {}
  }

  private static Lab agreed(String... names) {
    Lab lab = new Lab(3, 200, 2000, names);
    for (String name : names) {
      lab.start(name);
    }
    lab.until(10_000, () -> lab.agree(names));
    return lab;
  }

  @Test
  void nodesAreIndexedByTheBytesOfTheirNames() {
    CcmNodes nodes = new CcmNodes("b");
    for (String name : List.of("b", "a", "B", "n10", "n2", "a-1")) {
      nodes.add(name, "active", 100);
    }
    assertThat(nodes.all().stream().map(node -> node.name)).containsExactly("B", "a", "a-1", "b", "n10", "n2");
    assertThat(nodes.index("n10")).isLessThan(nodes.index("n2"));
  }

  @Test
  void theFirstLeaderIsTheHighestMajorThenTheGreatestName() {
    CcmNodes nodes = new CcmNodes("n2");
    for (String name : List.of("n1", "n2", "n3")) {
      nodes.add(name, "active", 100);
      nodes.get(name).noteRequest(4);
    }
    assertThat(nodes.selfIsHighestRequester()).as("n3 has a greater name").isFalse();
    nodes.get("n3").noteRequest(0);
    assertThat(nodes.selfIsHighestRequester()).isTrue();
    nodes.get("n1").noteRequest(5);
    assertThat(nodes.selfIsHighestRequester()).as("n1 has a higher major").isFalse();
  }

  @Test
  void theCandidateOfARoundIsTheOldestMemberThenTheGreatestName() {
    JoinRound round = new JoinRound();
    round.add("n9", 0);
    round.add("n1", 3);
    assertThat(round.candidate()).as("who never was a member loses").isEqualTo("n1");
    round.add("n2", 3);
    assertThat(round.candidate()).as("equal uptimes: the greater name").isEqualTo("n2");
    round.add("n0", 1);
    assertThat(round.candidate()).as("the smaller uptime").isEqualTo("n0");
  }

  @Test
  void aMessageWithAForeignCookieMovesNobody() {
    Lab lab = agreed("n1", "n2", "n3");
    CcmState before = lab.nodes.get("n1").ccm().state();
    Group group = lab.nodes.get("n1").ccm().machine().group;
    Stamp foreign = new Stamp(group.major(), 3, new Cookie("not your cookie"), 1, group.minor() + 1);
    Message join = CcmCodec.encode(new CcmMessage.Join(foreign), "").with(Fields.SOURCE, "n3");
    lab.nodes.get("n1").ccm().onMessage(join, false, lab.now());
    assertThat(lab.nodes.get("n1").ccm().state()).isEqualTo(before).isEqualTo(CcmState.JOINED);
  }

  @Test
  void aListCarriesTheCookieAndMajorOfBeforeAndTheNewOnesBesideThem() {
    Lab lab = agreed("n1", "n2", "n3");
    Group before = lab.nodes.get("n2").ccm().machine().group;
    String cookie = before.cookie().text();
    int major = before.major();
    lab.crash("n3");
    lab.until(4000, () -> lab.agree("n1", "n2"));
    CcmMessage.FinalMemList list = (CcmMessage.FinalMemList) last(lab, CcmMessage.FinalMemList.class);
    assertThat(list.stamp().cookie().text()).isEqualTo(cookie);
    assertThat(list.major()).isEqualTo(major);
    assertThat(list.newMajor()).isEqualTo(major + 1);
    assertThat(list.newCookie().text()).isEqualTo(lab.nodes.get("n1").ccm().agreement().cookie()).isNotEqualTo(cookie);
  }

  @Test
  void theShortPathsListToo() {
    Lab lab = agreed("n1", "n2", "n3");
    Group before = lab.nodes.get("n2").ccm().machine().group;
    String cookie = before.cookie().text();
    int major = before.major();
    lab.crash("n1");
    lab.until(4000, () -> lab.agree("n2", "n3"));
    CcmMessage.MemList list = (CcmMessage.MemList) last(lab, CcmMessage.MemList.class);
    assertThat(list.stamp().cookie().text()).isEqualTo(cookie);
    assertThat(list.major()).isEqualTo(major);
    assertThat(list.newCookie().text()).isEqualTo(lab.nodes.get("n3").ccm().agreement().cookie()).isNotEqualTo(cookie);
  }

  private static CcmMessage last(Lab lab, Class<? extends CcmMessage> type) {
    return lab.sent.stream().map(MustNotChangeTest::decode).filter(type::isInstance).reduce((a, b) -> b).orElseThrow();
  }

  private static CcmMessage decode(Message message) {
    try {
      return CcmCodec.isCcm(message) ? CcmCodec.decode(message) : null;
    } catch (MalformedCcmMessage e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void ourOwnMessagesArePartOfItOnlyWhenTheyComeBack() {
    Alone alone = new Alone("n1", "n1", "n2");
    alone.ccm.onStatus("n2", "active", "", null, NOW);
    alone.ccm.onMessage(Message.ofType("status").with(Fields.SOURCE, "n2"), false, NOW);
    Message question = CcmCodec.encode(new CcmMessage.ProtoVersion(0, 2), "");
    alone.ccm.onMessage(question.with(Fields.SOURCE, "n2"), false, NOW);
    long asked = alone.sent.stream().filter(message -> message.type().equals("CCM_TYPE_PROTOVERSION")).count();
    assertThat(asked).isEqualTo(1);
    Alone greatest = new Alone("n3", "n1", "n3");
    greatest.ccm.onMessage(question.with(Fields.SOURCE, "n1"), false, NOW);
    assertThat(greatest.ccm.state()).as("its own question has not come back").isEqualTo(CcmState.VERSION_REQUEST);
    greatest.ccm.onMessage(question.with(Fields.SOURCE, "n3"), true, NOW);
    assertThat(greatest.ccm.state()).isEqualTo(CcmState.JOINED);
  }

  @Test
  void uptimesStandInTheOrderOfNodeIndices() {
    Lab lab = agreed("n1", "n2", "n3");
    CcmMessage.MemList list = (CcmMessage.MemList) last(lab, CcmMessage.MemList.class);
    Group group = lab.nodes.get("n1").ccm().machine().group;
    assertThat(list.uptimes()).containsExactly(group.uptime("n1"), group.uptime("n2"), group.uptime("n3"));
    assertThat(list.members()).isEqualTo(Bitmap.of(0, 1, 2));
  }

  @Test
  void everyMessageSaysHowManyNodesThereAre() {
    Lab lab = agreed("n1", "n2", "n3");
    lab.cutBoth("n1", "n3");
    lab.run(5000);
    lab.heal();
    lab.crash("n3");
    lab.run(8000);
    List<Message> messages = lab.sent.stream().filter(CcmCodec::isCcm).toList();
    assertThat(messages).hasSizeGreaterThan(30).allMatch(message -> message.text("numnodes").equals("3"));
  }
}
