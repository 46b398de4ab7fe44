package org.linuxha.heartbeat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.cluster.NodeType;
import org.linuxha.heartbeat.config.Timing;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;

/**
 * Whole sessions of C clients, played again: what the client sent goes in, what the cluster did meanwhile is told
 * by the heart's events, and the client hears what it heard from C. Answers come in the order of the questions,
 * the client's own messages in the order in which it sent them; how the two were mixed is C's clock.
 */
class SessionTranscriptsTest {
  private static final String REPLY = "hbapi-resp";

  /** Of that run alone. */
  private static final Set<String> VARIABLE = Set.of(
      Fields.CLIENT_GENERATION, Fields.SEQUENCE, Fields.GENERATION, Fields.TIME, Fields.LOAD, Fields.AUTH,
      Fields.SOURCE_UUID, Fields.DESTINATION_UUID, Fields.TTL);

  @ParameterizedTest
  @ValueSource(strings = {
      "api_test-scenario", "binary-struct-list-fields", "ccm-daemon-scenario-alpha", "compressed-field",
      "fifo-effects-alpha", "fifo-effects-beta", "hb_api_py", "ipfail", "large-300k-compressed", "netstring-daemon-binary",
      "netstring-daemon-listnodes", "ordered100-receiver-beta", "ordered100-sender-alpha", "ping-node-and-link-events"})
  void isPlayedAgain(String name) throws Exception {
    List<Spoken> all = Spoken.in(name + ".txt");
    assertThat(all).as("connections in " + name).isNotEmpty();
    for (Spoken spoken : all) {
      assertThat(spoken.lines()).as("frames in " + name).hasSizeGreaterThan(2);
      new Play(name, spoken).run();
    }
  }

  /** One connection. */
  private static final class Play {
    private final String name;
    private final List<Spoken.Line> lines;
    private final List<String> answers = new ArrayList<>();
    private final List<String> packets = new ArrayList<>();
    private final List<String> wantedAnswers = new ArrayList<>();
    private final List<String> wantedPackets = new ArrayList<>();
    private final String self;
    private final String id;
    private final Desk desk;
    private final Desk.Caller caller;

    Play(String name, Spoken spoken) throws Exception {
      this.name = name;
      lines = spoken.lines();
      Message signOn = BodyCodec.decode(lines.get(0).body());
      Message welcome = first("signon");
      self = welcome.text("node");
      id = signOn.text(Fields.FROM_ID);
      Set<String> nodes = new LinkedHashSet<>();
      Set<String> pings = new LinkedHashSet<>();
      Map<String, String> statuses = new HashMap<>();
      Map<String, String> parameters = new LinkedHashMap<>();
      String asked = "";
      for (Spoken.Line line : lines) {
        Message message = BodyCodec.decode(line.body());
        if (line.kind() == Spoken.Kind.CLIENT) {
          asked = message.text("pname", asked);
        } else if ("nodelist".equals(message.text("reqtype"))) {
          nodes.add(message.text(Fields.NODE));
          statuses.putIfAbsent(message.text(Fields.NODE), message.text(Fields.STATUS));
          if ("ping".equals(message.text("nodetype"))) {
            pings.add(message.text(Fields.NODE));
          }
        } else if (message.has("pvalue")) {
          parameters.put(asked, message.text("pvalue"));
        }
      }
      if (nodes.isEmpty()) {
        nodes.addAll(name.contains("netstring") ? List.of("gamma") : List.of("alpha", "beta"));
      }
      long keepalive = welcome.hex("keepalive").orElseThrow();
      long deadtime = welcome.hex("deadtime").orElseThrow();
      desk = new Desk(self, List.copyOf(nodes), pings, name.startsWith("netstring"), parameters,
          new Timing(keepalive, deadtime / 2, deadtime, 3 * deadtime, deadtime));
      desk.betaAnswers = false;
      statuses.forEach((node, status) -> desk.tell(new ClusterEvent.NodeStatus(
          node, pings.contains(node) ? NodeType.PING : NodeType.NORMAL, status, "", "as it was", null)));
      for (int i = 0; i + 1 < lines.size(); i++) {
        linkAsItWas(BodyCodec.decode(lines.get(i).body()), BodyCodec.decode(lines.get(i + 1).body()));
      }
      caller = desk.call(Integer.parseInt(signOn.text("pid")), Long.parseLong(signOn.text("uid")), Long.parseLong(signOn.text("gid")));
    }

    private Message first(String requestType) throws Exception {
      for (Spoken.Line line : lines) {
        Message message = BodyCodec.decode(line.body());
        if (line.kind() == Spoken.Kind.SERVER && requestType.equals(message.text("reqtype"))) {
          return message;
        }
      }
      throw new AssertionError(name + " has no answer to " + requestType);
    }

    private void linkAsItWas(Message question, Message answer) {
      if ("iflist".equals(question.text("reqtype")) && answer.has("ifname")) {
        desk.tell(new ClusterEvent.LinkStatus(
            question.text(Fields.NODE), answer.text("ifname"), "up".equals(answer.text(Fields.STATUS)), "as it was", null));
      }
    }

    void run() throws Exception {
      for (Spoken.Line line : lines) {
        if (line.kind() == Spoken.Kind.CLIENT) {
          caller.frame(line.body());
          sort();
        } else {
          heard(line);
        }
      }
      assertThat(answers).as(name + ": answers").isEqualTo(wantedAnswers);
      assertThat(packets).as(name + ": what it sent and what came of its coming").isEqualTo(wantedPackets);
    }

    private void sort() throws Exception {
      for (byte[] body : caller.bodies()) {
        (REPLY.equals(BodyCodec.decode(body).type()) ? answers : packets).add(shown(body));
      }
    }

    private void heard(Spoken.Line line) throws Exception {
      Message message = BodyCodec.decode(line.body());
      boolean ofOurs = self.equals(message.text(Fields.SOURCE))
          && (id.equals(message.text(Fields.FROM_ID)) || id.equals(message.text(Fields.TO_ID)));
      if (REPLY.equals(message.type())) {
        wantedAnswers.add(shown(line.body()));
      } else if (ofOurs) {
        wantedPackets.add(shown(line.body()));
      } else {
        happen(message);
        List<byte[]> bodies = caller.bodies();
        assertThat(bodies.stream().map(Play::shown).toList()).as(name + ": " + message).containsExactly(shown(line.body()));
      }
    }

    /** What the heart tells when C's client heard that. */
    private void happen(Message message) {
      String node = message.text(Fields.SOURCE);
      switch (message.type()) {
        case "ifstat" -> desk.tell(new ClusterEvent.LinkStatus(
            message.text(Fields.NODE), message.text("ifname"), "up".equals(message.text(Fields.STATUS)), "", null));
        case "status", "NS_st" -> {
          String status = message.text(Fields.STATUS);
          boolean ping = "ping".equals(message.text(Fields.INFO));
          desk.tell(new ClusterEvent.NodeStatus(node, ping ? NodeType.PING : NodeType.NORMAL, status, "", "", null));
          if (!"dead".equals(status)) {
            desk.tell(new ClusterEvent.StatusMessage(message));
          }
        }
        default -> desk.tell(new ClusterEvent.Delivered(message, "eth0", self.equals(node)));
      }
    }

    /** As text, what differs on every run left out, with the form it came in. */
    private static String shown(byte[] body) {
      try {
        StringBuilder text = new StringBuilder(
            NetstringCodec.isNetstring(body, 0) ? "netstring" : body[body.length - 1] == 0 ? "classic" : "classic without NUL");
        for (Field field : BodyCodec.decode(body).fields()) {
          // where C holds resources ours holds none
          boolean held = field.name().equals(Fields.RESOURCES_HELD)
              && new String(body, StandardCharsets.ISO_8859_1).contains("reqtype=getrsc");
          text.append(' ').append(field.name()).append('=')
              .append(VARIABLE.contains(field.name()) ? "*" : held ? "none" : field.value());
        }
        return text.toString();
      } catch (org.linuxha.heartbeat.message.MalformedMessage e) {
        throw new AssertionError(e);
      }
    }
  }
}
