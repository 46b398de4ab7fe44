package org.linuxha.heartbeat.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linuxha.heartbeat.interop.Kind.C;
import static org.linuxha.heartbeat.interop.Kind.OURS;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.linuxha.heartbeat.feed.MessageClient;

/**
 * Programs on api.sock and programs with libhbclient take part in one ordered multicast (client-api.md 4.1). The library
 * counts from the first message that it sees (LibraryOrderIT), so packets are lost only after that.
 */
@Interop({"north", "south"})
@EnabledIfSystemProperty(named = "heartbeat.test.all", matches = "true")
class MessagesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MESSAGES = 200;
  private static final String SERVICE = "chatter";

  @Test
  void bothGetWhatTheOthersSendInOrderThoughPacketsAreLost(Hosts hosts) throws Exception {
    Setup setup = Setup.plain().with("keepalive 30ms").with("deadtime 4").with("warntime 2").with("initdead 12")
        .with("apiauth " + SERVICE + " uid=root");
    MixedCluster cluster = new MixedCluster(hosts, setup).installAll(List.of(OURS, C)).startAll().awaitAllActive();
    Host ours = hosts.get("north");
    List<Integer> all = IntStream.rangeClosed(1, MESSAGES).boxed().toList();
    try (LocalSocket sockets = new LocalSocket(); CLibrary library = new CLibrary(hosts.get("south"), SERVICE, 0)) {
      Path socket = sockets.of(ours, "api.sock");
      try (MessageClient channel = new MessageClient(socket, "?service=" + SERVICE)) {
        List<Integer> echoed = new ArrayList<>();
        channel.next("hello");
        channel.send(1, "all", "1");
        Await.that("libhbclient has the first", LIMIT, () -> library.from("north").equals(List.of(1)),
            () -> library.from("north") + "\n" + hosts.lastLogs(20));
        hosts.get("north").faults().losing(20);
        hosts.get("south").faults().losing(20);
        sendAll(channel, echoed);
        Await.that("libhbclient has everything", LIMIT, () -> library.from("north").size() >= MESSAGES,
            () -> library.from("north") + "\n" + hosts.lastLogs(20));
        assertThat(library.from("north")).as("ours through the C library: in order, once").isEqualTo(all);
        collect(channel, echoed, "north");
        assertThat(echoed).as("our own").isEqualTo(all);
      }
      hosts.get("north").faults().heal();
      hosts.get("south").faults().heal();
      // the library misses what overtakes a sign-on, which waits for what was lost before it
      TimeUnit.SECONDS.sleep(1);
      // the channel is closed: this one signs on anew and counts from one
      post(ours, MESSAGES + 1);
      Await.that("the library goes on with the next life", LIMIT, () -> library.from("north").size() > MESSAGES,
          () -> library.from("north") + "\n" + hosts.lastLogs(20));
      hosts.get("north").faults().losing(20);
      hosts.get("south").faults().losing(20);
    }
    try (LocalSocket sockets = new LocalSocket();
        MessageClient channel = new MessageClient(sockets.of(ours, "api.sock"), "?service=" + SERVICE);
        CLibrary library = new CLibrary(hosts.get("south"), SERVICE, MESSAGES)) {
      channel.next("hello");
      List<Integer> theirs = new ArrayList<>();
      collect(channel, theirs, "south");
      assertThat(theirs).as("the C library's to ours: in order, once").isEqualTo(all);
      // it came after the service's first messages
      post(ours, 1);
      Await.that("a library that comes late gets what is sent then", LIMIT, () -> library.from("north").contains(1),
          () -> library.from("north") + "\n" + hosts.lastLogs(20));
    }
    whoIsNotNamedIsRefused(ours);
  }

  private static void sendAll(MessageClient channel, List<Integer> echoed) throws Exception {
    int answered = 0;
    // the first is on its way already
    for (int sent = 1; answered < MESSAGES; ) {
      while (sent < MESSAGES && sent - answered < 16) {
        sent++;
        channel.send(sent, "all", Integer.toString(sent));
      }
      JsonObject frame = channel.frames.poll(20, TimeUnit.SECONDS);
      assertThat(frame).as("an answer after " + answered).isNotNull();
      if (frame.getString("frame").equals("message")) {
        echoed.add(number(frame));
      } else {
        assertThat(frame.getString("frame")).as(frame.encode()).isEqualTo("sent");
        answered++;
      }
    }
  }

  private static int number(JsonObject frame) {
    return Integer.parseInt(frame.getJsonObject("message").getJsonObject("fields").getString("n"));
  }

  private static void collect(MessageClient channel, List<Integer> numbers, String node) throws Exception {
    while (numbers.size() < MESSAGES) {
      JsonObject frame = channel.next("message");
      if (frame.getJsonObject("message").getString("from").equals(node)) {
        numbers.add(number(frame));
      }
    }
  }

  private static void post(Host host, int number) {
    assertThat(curl(host, "", SERVICE, number)).isEqualTo("202");
  }

  /** The status of a POST. */
  private static String curl(Host host, String as, String service, int number) {
    return host.sh(as + " curl -s -o /dev/null -w '%{http_code}' --unix-socket /run/heartbeat/api.sock http://hb/api/v1/messages"
        + " -d '{\"service\":\"" + service + "\",\"type\":\"chat\",\"fields\":{\"n\":\"" + number + "\"}}'").orFail().out();
  }

  /** Effective user or group, as for C clients: nobody with group haclient may open the socket, and use service hb alone. */
  private static void whoIsNotNamedIsRefused(Host host) {
    String nobody = "setpriv --reuid=nobody --regid=haclient --clear-groups";
    assertThat(curl(host, nobody, SERVICE, 1)).as("apiauth names root").isEqualTo("403");
    assertThat(curl(host, nobody, "ipfail", 1)).as("a default entry names hacluster").isEqualTo("403");
    assertThat(curl(host, nobody, "hb", 1)).as("for haclient").isEqualTo("202");
    assertThat(curl(host, nobody, "ping", 1)).as("client-api.md 5: a default entry").isEqualTo("202");
    String hacluster = "setpriv --reuid=hacluster --regid=haclient --clear-groups";
    assertThat(curl(host, hacluster, SERVICE, 1)).as("hacluster always").isEqualTo("202");
    assertThat(curl(host, hacluster, "ccm", 1)).as("the membership service has that name").isEqualTo("409");
  }
}
