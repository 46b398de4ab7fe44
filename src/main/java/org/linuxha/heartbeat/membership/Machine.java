package org.linuxha.heartbeat.membership;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.problem.Code;
import org.linuxha.heartbeat.problem.Severity;

/** What all states share: the data of ccm.md 2, the one method that changes the state, the ways out. */
final class Machine {
  /** Below this, lateness is the normal jitter of timers. */
  private static final long MIN_ABSENCE_NANOS = 20_000_000;

  final CcmConfig config;
  final Conduct conduct;
  final CcmNodes nodes;
  final Group group = new Group();
  final JoinRound round = new JoinRound();
  final Hearings hearings = new Hearings();
  final VersionRequest version = new VersionRequest();
  final Views views;
  final Losses losses = new Losses(this);
  /** Since a round left us out: who hears us, or whom we hear, after it was not so. */
  Set<String> inTouchAgain = Set.of();
  /** The one change that the leader collects reports about; null if there is none. */
  ShortPath change;

  private final RandomGenerator random;
  private final CcmEffects effects;
  private final Map<CcmState, Stage> stages = new EnumMap<>(CcmState.class);
  private final List<Habit> habits;
  private CcmState state = CcmState.NONE;
  private long patienceToken;
  private long patienceOverNanos;
  private boolean absenceExcused;
  private long lastToken;

  Machine(CcmConfig config, Conduct conduct, RandomGenerator random, CcmEffects effects) {
    this.config = config;
    this.conduct = conduct;
    this.random = random;
    this.effects = effects;
    nodes = new CcmNodes(config.self());
    views = new Views(effects, nodes, this::holdsView, this::hidesFlux);
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
    habits = conduct.habits(this, transitions);
  }

  List<Habit> habits() {
    return habits;
  }

  private String holdsView(Now now) {
    return habits.stream().map(habit -> habit.holdsView(now)).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private boolean hidesFlux(Now now) {
    return habits.stream().anyMatch(habit -> habit.hidesFlux(now));
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

  boolean leaderIsOfC() {
    return isOfC(group.leader());
  }

  /** As far as we know: no JOIN of it said that it is one of ours. */
  boolean isOfC(String node) {
    return nodes.has(node) && !nodes.get(node).takesEarlyAnswers();
  }

  /** The one place where the state changes. */
  void become(CcmState next, String reason, Now now) {
    CcmState previous = state;
    state = next;
    patienceToken = 0;
    effects.tell(new MembershipEvent.Step(previous, next, reason));
    stage().enter(reason, now);
    habits.forEach(habit -> habit.onStep(previous, next, now));
  }

  /** Whoever knows nothing asks who leads at the next event, whatever it is. */
  void wakeUp(Now now) {
    if (stage() instanceof NoneStage none) {
      none.ask(now);
    }
  }

  /** What a leader answered came to nothing: from the beginning. */
  void askAgain(String reason, Now now) {
    version.restart(now.nanos());
    nodes.clearRequests();
    become(CcmState.NONE, reason, now);
  }

  /** A member is lost: dead, restarted, or its CCM went away. */
  void lose(Cause cause, Now now) {
    wakeUp(now);
    if (group.has(cause.node())) {
      views.because(cause);
    }
    stage().onLeave(cause.node(), cause.what(), now);
    habits.forEach(habit -> habit.onLoss(cause.node(), now));
  }

  /** A member lives, but is none of ours any more. */
  void loseLiving(String node, String what, Now now) {
    nodes.get(node).outside(true);
    lose(new Cause(node, what, null), now);
  }

  /** A member, and in no round. */
  boolean isSettled() {
    return state == CcmState.JOINED || state == CcmState.WAIT_FOR_CHANGE || state == CcmState.WAIT_FOR_MEM_LIST;
  }

  /** The present state may last so long from that moment on. */
  void patience(long startNanos, long durationNanos) {
    patienceUntil(conduct.dueNanos(startNanos, durationNanos));
  }

  void patienceUntil(long dueNanos) {
    absenceExcused = false;
    patienceOverNanos = dueNanos;
    patienceToken = schedule(CcmTimer.Kind.PATIENCE, dueNanos);
  }

  /** The present state may last at most so long from that moment on. */
  void patienceAtMost(long startNanos, long durationNanos) {
    long dueNanos = conduct.dueNanos(startNanos, durationNanos);
    if (dueNanos - patienceOverNanos < 0) {
      patienceUntil(dueNanos);
    }
  }

  boolean patienceIsOver(Now now) {
    return now.nanos() - patienceOverNanos >= 0;
  }

  /** The time is over but nothing could be done: look again soon. */
  void lookAgain(Now now) {
    patienceToken = schedule(CcmTimer.Kind.PATIENCE, conduct.lookAgainNanos(now));
  }

  /** True if this timer is the one the present state waits for; it is done with from now on. */
  boolean takePatience(CcmTimer timer, Now now) {
    if (timer.token() != patienceToken) {
      return false;
    }
    patienceToken = 0;
    long lateNanos = now.nanos() - patienceOverNanos;
    boolean away = lateNanos > Math.max(MIN_ABSENCE_NANOS, config.times(1) / 4);
    if (away && !absenceExcused && conduct.excusesAbsence()) {
      patienceUntil(now.nanos() + Math.min(lateNanos, config.updateNanos()));
      absenceExcused = true;
      return false;
    }
    return true;
  }

  long schedule(CcmTimer.Kind kind, long dueNanos) {
    CcmTimer timer = new CcmTimer(kind, ++lastToken);
    effects.schedule(timer, dueNanos);
    return timer.token();
  }

  /** Who leads? */
  CcmMessage.ProtoVersion question() {
    return new CcmMessage.ProtoVersion(group.major(), nodes.count(), nodes.bitmap(inTouchAgain));
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

  /** Whoever counts us as a member is to forget us; whoever does not is to make nothing of it. */
  void takeBack() {
    effects.send(SignOn.takingBack(self(), SignOn.LEAVE, "died"));
    effects.send(SignOn.takingBack(self(), SignOn.JOIN, "signon"));
  }

  void notice(Severity severity, String text) {
    effects.tell(new MembershipEvent.Notice(severity, null, text));
  }

  void problem(Code code, String text) {
    effects.tell(new MembershipEvent.Notice(code.severity(), code, text));
  }
}
