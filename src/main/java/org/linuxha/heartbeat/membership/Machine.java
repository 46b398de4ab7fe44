package org.linuxha.heartbeat.membership;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** What all states share: the data of ccm.md 2, the one method that changes the state, the ways out. */
final class Machine {
  final CcmConfig config;
  final Conduct conduct;
  final CcmNodes nodes;
  final Group group = new Group();
  final JoinRound round = new JoinRound();
  final Hearings hearings = new Hearings();
  final VersionRequest version = new VersionRequest();
  final Views views;
  /** The one change that the leader collects reports about; null if there is none. */
  ShortPath change;

  private final RandomGenerator random;
  private final CcmEffects effects;
  private final Map<CcmState, Stage> stages = new EnumMap<>(CcmState.class);
  private CcmState state = CcmState.NONE;
  private long patienceToken;
  private long patienceOverNanos;
  private long lastToken;

  Machine(CcmConfig config, Conduct conduct, RandomGenerator random, CcmEffects effects) {
    this.config = config;
    this.conduct = conduct;
    this.random = random;
    this.effects = effects;
    nodes = new CcmNodes(config.self());
    views = new Views(effects, nodes);
    Transitions transitions = new Transitions(this);
    Merge merge = new Merge(this);
    stages.put(CcmState.NONE, new NoneStage(this));
    stages.put(CcmState.VERSION_REQUEST, new VersionRequestStage(this, transitions, merge));
    stages.put(CcmState.NEW_NODE_WAIT_FOR_MEM_LIST, new NewNodeStage(this, transitions, merge));
    stages.put(CcmState.JOINED, new JoinedStage(this, transitions, merge));
    stages.put(CcmState.WAIT_FOR_CHANGE, new WaitForChangeStage(this, transitions, merge));
    stages.put(CcmState.WAIT_FOR_MEM_LIST, new WaitForMemListStage(this, transitions, merge));
    stages.put(CcmState.JOINING, new JoiningStage(this, transitions, merge));
    stages.put(CcmState.SENT_MEMLISTREQ, new SentRequestStage(this, transitions, merge));
    stages.put(CcmState.MEMLIST_RES, new AnsweredStage(this, transitions, merge));
  }

  CcmState state() {
    return state;
  }

  Stage stage() {
    return stages.get(state);
  }

  String self() {
    return config.self();
  }

  boolean isSelf(String node) {
    return config.self().equals(node);
  }

  boolean isLeader() {
    return isSelf(group.leader());
  }

  /** The one place where the state changes. */
  void become(CcmState next, String reason, Now now) {
    CcmState previous = state;
    state = next;
    patienceToken = 0;
    effects.tell(new MembershipEvent.Step(previous, next, reason));
    stage().enter(reason, now);
  }

  /** The present state may last so long from that moment on. */
  void patience(long startNanos, long durationNanos) {
    patienceUntil(conduct.dueNanos(startNanos, durationNanos));
  }

  void patienceUntil(long dueNanos) {
    patienceOverNanos = dueNanos;
    patienceToken = schedule(CcmTimer.Kind.PATIENCE, dueNanos);
  }

  boolean patienceIsOver(Now now) {
    return now.nanos() - patienceOverNanos >= 0;
  }

  /** The time is over but nothing could be done: look again soon. */
  void lookAgain(Now now) {
    patienceToken = schedule(CcmTimer.Kind.PATIENCE, conduct.lookAgainNanos(now));
  }

  /** True if this timer is the one the present state waits for; it is done with from now on. */
  boolean takePatience(CcmTimer timer) {
    boolean wanted = timer.token() == patienceToken;
    if (wanted) {
      patienceToken = 0;
    }
    return wanted;
  }

  long schedule(CcmTimer.Kind kind, long dueNanos) {
    CcmTimer timer = new CcmTimer(kind, ++lastToken);
    effects.schedule(timer, dueNanos);
    return timer.token();
  }

  Cookie newCookie() {
    return Cookie.draw(random);
  }

  Stamp stamp() {
    return new Stamp(group.major(), nodes.count(), group.cookie(), group.joined(), group.minor());
  }

  void sendToAll(CcmMessage message) {
    effects.send(CcmCodec.encode(message, ""));
  }

  void sendTo(String node, CcmMessage message) {
    effects.send(CcmCodec.encode(message, node));
  }

  void notice(Severity severity, String text) {
    effects.tell(new MembershipEvent.Notice(severity, null, text));
  }

  void problem(Code code, String text) {
    effects.tell(new MembershipEvent.Notice(code.severity(), code, text));
  }
}
