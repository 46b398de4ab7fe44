package org.linuxha.heartbeat.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.linuxha.heartbeat.cluster.Now;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * The transition table of ccm.md 4.1 and 4.2: every state and every event, as {@code membership/transitions.txt} says. Each
 * cell is tried on a machine that was put into that state and gets that one event. Where we differ the cell names the proposal.
 */
class TransitionTableTest {
  private static final Path TABLE = Path.of("src/test/resources/membership/transitions.txt");
  private static final Now NOW = new Now(1_000_000_000L, 1, "");
  private static final Cookie COOKIE = new Cookie("the one cookie");
  private static final Cookie NEXT = new Cookie("the new cookie");
  private static final Map<String, Integer> MEMBERS = new TreeMap<>(Map.of("n1", 1, "n2", 2, "n3", 3));

  /** We are n2 of n1 to n4; n4 lives and is no member. */
  private static final class Place implements CcmEffects {
    final List<String> sent = new ArrayList<>();
    final Ccm ccm = Ccm.ours(new CcmConfig("n2", 200, Quorum.parse("")), new Random(1), this);
    final Machine machine = ccm.machine();
    CcmTimer patience;

    Place(String state) {
      for (String node : List.of("n1", "n2", "n3", "n4")) {
        ccm.onNodeAdded(node, "active", 100, NOW);
      }
      ccm.onStart(NOW);
      String[] words = state.split(" ");
      put(CcmState.valueOf(words[0]), words.length > 1 && words[1].equals("L"));
      sent.clear();
    }

    private void put(CcmState state, boolean leads) {
      if (state == CcmState.VERSION_REQUEST) {
        machine.wakeUp(NOW);
      } else if (state.isInCluster()) {
        Map<String, Integer> uptimes = new TreeMap<>(MEMBERS);
        if (leads) {
          uptimes.putAll(Map.of("n1", 2, "n2", 1));
        }
        machine.group.become(3, COOKIE, leads ? "n2" : "n1", uptimes);
        machine.group.joined(uptimes.get("n2"));
        machine.group.quorum(true);
        machine.become(CcmState.JOINED, "test", NOW);
        if (state != CcmState.JOINED) {
          enter(state, uptimes);
        }
      }
    }

    private void enter(CcmState state, Map<String, Integer> uptimes) {
      switch (state) {
        case NEW_NODE_WAIT_FOR_MEM_LIST -> {
          machine.group.become(3, COOKIE, "n1", Map.of());
          machine.group.joined(0);
        }
        case WAIT_FOR_CHANGE -> {
          machine.change = new ShortPath("n3", ShortPath.Change.LEAVE, 2);
          machine.change.report("n2", 1);
        }
        case JOINING, SENT_MEMLISTREQ, MEMLIST_RES -> {
          machine.group.minor(1);
          machine.round.reset();
          machine.round.add("n2", uptimes.get("n2"));
          if (state != CcmState.JOINING || uptimes.get("n1") == 1) {
            machine.round.add("n1", uptimes.get("n1"));
          }
          machine.hearings.start(machine.round.nodes());
          machine.hearings.answer("n2", machine.nodes.bitmap(machine.round.nodes()), 3);
        }
        default -> { }
      }
      machine.become(state, "test", NOW);
    }

    @Override
    public void send(Message message) {
      sent.add(message.type().replace("CCM_TYPE_", ""));
    }

    @Override
    public void tell(MembershipEvent event) {}

    @Override
    public void schedule(CcmTimer timer, long dueNanos) {
      patience = timer.kind() == CcmTimer.Kind.PATIENCE ? timer : patience;
    }

    private Stamp stamp(int minor) {
      return new Stamp(machine.group.major(), 4, machine.group.cookie(), 1, minor);
    }

    private void hear(String from, CcmMessage message) {
      ccm.onMessage(CcmCodec.encode(message, "").with(Fields.SOURCE, from), false, NOW);
    }

    String after(String event) {
      Stamp now = stamp(machine.group.minor());
      Bitmap withUs = Bitmap.of(0, 1);
      Bitmap withoutUs = Bitmap.of(0, 2);
      switch (event) {
        case "PROTOVERSION of n4" -> hear("n4", new CcmMessage.ProtoVersion(0, 4));
        case "PROTOVERSION_RESP of n1" -> hear("n1", new CcmMessage.ProtoVersionResp(now, 0, 3));
        case "PROTOVERSION_RESP protocol 2" -> hear("n1", new CcmMessage.ProtoVersionResp(now, 2, 3));
        case "ALIVE of n4" -> hear("n4", new CcmMessage.Alive(now));
        case "NEW_NODE n4 of n3" -> hear("n3", new CcmMessage.NewNode(now, "n4"));
        case "NODE_LEAVE_NOTICE n3 of n1" -> hear("n1", new CcmMessage.NodeLeaveNotice(now, "n3"));
        case "NODE_LEAVE n3 of n1" -> hear("n1", new CcmMessage.NodeLeave(now, "n3"));
        case "NODE_LEAVE leader's name" -> hear("n1", new CcmMessage.NodeLeave(now, "n2"));
        case "MEM_LIST with us" -> hear("n1", new CcmMessage.MemList(now, withUs, true, List.of(1, 2), NEXT));
        case "MEM_LIST without us" -> hear("n1", new CcmMessage.MemList(now, withoutUs, true, List.of(1, 3), NEXT));
        case "JOIN same minor" -> hear("n3", new CcmMessage.Join(now));
        case "JOIN later minor" -> hear("n3", new CcmMessage.Join(stamp(machine.group.minor() + 1)));
        case "REQ_MEMLIST of n1" -> hear("n1", new CcmMessage.ReqMemList(now));
        case "RES_MEMLIST of n1" -> hear("n1", new CcmMessage.ResMemList(now, 3, Bitmap.of(0, 1)));
        case "FINAL_MEMLIST with us" -> hear("n1", new CcmMessage.FinalMemList(now, 4, withUs, true, NEXT));
        case "FINAL_MEMLIST without us" -> hear("n1", new CcmMessage.FinalMemList(now, 4, withoutUs, true, NEXT));
        case "FINAL_MEMLIST of n3" -> hear("n3", new CcmMessage.FinalMemList(now, 4, withUs, true, NEXT));
        case "STATE_INFO joined" -> hear("n1", new CcmMessage.StateInfo(now, CcmState.JOINED.wireName()));
        case "STATE_INFO none" -> hear("n1", new CcmMessage.StateInfo(now, CcmState.NONE.wireName()));
        case "RESTART of n1" -> hear("n1", new CcmMessage.Restart(3, 4));
        case "ABORT of n1" -> hear("n1", new CcmMessage.Abort(now));
        case "LEAVE n3" -> ccm.onCcmLeft("n3", "died", NOW);
        case "LEAVE n1" -> ccm.onCcmLeft("n1", "died", NOW);
        case "LEAVE n4" -> ccm.onCcmLeft("n4", "died", NOW);
        case "TIMEOUT" -> {
          long due = NOW.nanos() + 30 * 200_000_000L;
          machine.patienceUntil(due);
          ccm.onTimer(patience, new Now(due, 7, ""));
        }
        default -> throw new IllegalArgumentException("no event '" + event + "'");
      }
      return ccm.state() + (sent.isEmpty() ? "" : ": " + String.join(" ", sent));
    }
  }

  /** One line of the table. */
  private record Cell(String state, String event, String outcome, String difference) {
    static Cell read(String line) {
      String[] parts = line.split("\\|");
      return new Cell(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts.length > 3 ? parts[3].strip() : "");
    }
  }

  private static List<Cell> table() throws IOException {
    try (Stream<String> lines = Files.lines(TABLE, StandardCharsets.UTF_8)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).map(Cell::read).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCell() throws IOException {
    return table().stream().map(cell -> DynamicTest.dynamicTest(cell.state() + ", " + cell.event(), () ->
        assertThat(new Place(cell.state()).after(cell.event())).isEqualTo(cell.outcome())));
  }

  @Test
  void everyStateHasEveryEvent() throws IOException {
    Map<String, List<String>> eventsByState = new LinkedHashMap<>();
    for (Cell cell : table()) {
      eventsByState.computeIfAbsent(cell.state(), unused -> new ArrayList<>()).add(cell.event());
    }
    assertThat(eventsByState.keySet().stream().map(state -> CcmState.valueOf(state.split(" ")[0])).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(CcmState.values());
    List<String> all = eventsByState.get("JOINED L");
    assertThat(all).doesNotHaveDuplicates().hasSize(25);
    assertThat(eventsByState.values()).allSatisfy(events -> assertThat(events).isEqualTo(all));
  }

  @Test
  void whereWeDifferTheProposalIsNamed() throws IOException {
    List<String> differences = table().stream().map(Cell::difference).filter(text -> !text.isEmpty()).toList();
    assertThat(differences).isNotEmpty().allMatch(text -> text.matches("P([1-9]|1[0-4]): .+"));
  }
}
