package org.linuxha.heartbeat.membership;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.linuxha.heartbeat.cluster.Now;

/** What was done to recorded programs from outside, with a debugger or signals, done to our machine as well. */
final class Interventions {
  private static final double LOG_JITTER_SECONDS = 0.03;

  private final Recording recording;
  private final String node;
  private final Deque<Recording.Action> pending = new ArrayDeque<>();
  private final RecordedConduct conduct;
  private Ccm ccm;

  Interventions(Recording recording, String node, double start) {
    this.recording = recording;
    this.node = node;
    conduct = new RecordedConduct(recording.name.startsWith("right-node-leave"));
    recording.actions.stream()
        .filter(action -> action.at() > start - LOG_JITTER_SECONDS && concerns(action.text()))
        .forEach(pending::add);
  }

  private boolean concerns(String action) {
    return action.startsWith("poke " + node + " ")
        || action.startsWith("refusal of small groups")
        || action.startsWith("leader " + node + " is made to send STATE_INFO");
  }

  void ccm(Ccm its) {
    ccm = its;
  }

  /** C's ways, its ticks given by the replay, and what a debugger changed about them. */
  Conduct conduct() {
    return conduct;
  }

  /** What was changed up to that moment. */
  void before(double at) {
    while (!pending.isEmpty() && pending.peek().at() < at) {
      String text = pending.poll().text();
      if (text.startsWith("refusal")) {
        while (ccm.machine().version.mayDrop()) {
          ccm.machine().version.drop(0);
        }
      } else if (text.startsWith("poke")) {
        poke(text.split(" "));
      } else {
        String to = text.substring(text.lastIndexOf(' ') + 1);
        Machine machine = ccm.machine();
        machine.sendTo(to, new CcmMessage.StateInfo(machine.stamp(), machine.state().wireName()));
      }
    }
  }

  private void poke(String[] words) {
    int value = Integer.parseInt(words[words.length - 1]);
    Group group = ccm.machine().group;
    switch (words[2]) {
      case "+0x6b3e0:" -> group.major(value);
      case "+0x6b3e8:" -> group.joined(value);
      case "+0x6b3ec:" -> group.major(group.major(), value);
      case "+0x0:" -> ccm.machine().nodes.remove("n3");
      default -> throw new AssertionError("unknown poke " + words[2]);
    }
  }

  /** True while the program was stopped: no tick reaches it. */
  boolean stopped(double at) {
    boolean stopped = false;
    for (Recording.Action action : recording.actions) {
      if (action.at() <= at && action.text().startsWith("SIGSTOP ccm of " + node)) {
        stopped = true;
      } else if (action.at() <= at && action.text().startsWith("SIGCONT ccm of " + node)) {
        stopped = false;
      }
    }
    return stopped;
  }

  /** C's rules with the ticks left to the replay: whatever is due waits for the next one. */
  static final class RecordedConduct implements Conduct {
    private final CConduct c = new CConduct();
    private final boolean rightName;

    RecordedConduct(boolean rightName) {
      this.rightName = rightName;
    }

    @Override
    public long dueNanos(long startNanos, long durationNanos) {
      return startNanos + durationNanos;
    }

    @Override
    public long askNanos(long notBeforeNanos, Now now) {
      return now.nanos() + 1;
    }

    @Override
    public long lookAgainNanos(Now now) {
      return now.nanos() + 1;
    }

    @Override
    public long lossNanos(Now now) {
      return now.nanos() + 1;
    }

    @Override
    public boolean excusesAbsence() {
      return c.excusesAbsence();
    }

    @Override
    public boolean waitsForVerdicts() {
      return c.waitsForVerdicts();
    }

    @Override
    public boolean accepts(
        CcmMessage.ProtoVersionResp answer, String leader, CcmNodes nodes, VersionRequest asked) {
      return c.accepts(answer, leader, nodes, asked);
    }

    @Override
    public boolean everybodyAsked(CcmNodes nodes) {
      return c.everybodyAsked(nodes);
    }

    @Override
    public boolean everybodyJoined(CcmNodes nodes, JoinRound round, Group group) {
      return c.everybodyJoined(nodes, round, group);
    }

    @Override
    public boolean nobodyElseCanJoin(CcmNodes nodes, JoinRound round) {
      return c.nobodyElseCanJoin(nodes, round);
    }

    @Override
    public boolean looksAfterLoss() {
      return c.looksAfterLoss();
    }

    @Override
    public String lostNodeToReport(String lost, String leader) {
      return rightName ? lost : c.lostNodeToReport(lost, leader);
    }

    @Override
    public boolean isReportOf(ShortPath change, String reported, String leader) {
      return c.isReportOf(change, reported, leader);
    }

    @Override
    public boolean keepsMembers() {
      return c.keepsMembers();
    }

    @Override
    public int majorAfterReset(int major) {
      return c.majorAfterReset(major);
    }

    @Override
    public int majorAlone(Group group, CcmNodes nodes) {
      return c.majorAlone(group, nodes);
    }

    @Override
    public int majorAfterRound(int smallest, int largest) {
      return c.majorAfterRound(smallest, largest);
    }

    @Override
    public boolean needsRound(CcmNode newcomer, Group group) {
      return c.needsRound(newcomer, group);
    }

    @Override
    public boolean takesUnaskedList() {
      return c.takesUnaskedList();
    }

    @Override
    public List<Habit> habits(Machine machine, Transitions transitions) {
      return c.habits(machine, transitions);
    }
  }
}
