package org.linuxha.heartbeat.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.problem.Code;

/**
 * fifo-effects-commands, played again: what somebody typed on a C node, typed on one of ours, and what {@code cl_status}
 * said after each command. All of it is ours here: the daemons, the scripts and cl_status.
 */
@Timeout(240)
class FifoEffectsIT {
  private static final Path VECTOR = Path.of("src/test/resources/vectors/client/fifo-effects-commands.txt");
  private static final Path BIN = Path.of(System.getProperty("heartbeat.home", "."), "bin").toAbsolutePath().normalize();

  @TempDir Path directory;

  /** One line that was typed, and what came of it. */
  private record Typed(String command, List<String> result) {}

  private static List<Typed> recorded() throws IOException {
    List<Typed> all = new ArrayList<>();
    for (String line : Files.readAllLines(VECTOR)) {
      if (line.startsWith("$ ")) {
        all.add(new Typed(line.substring(2), new ArrayList<>()));
      } else if (!line.startsWith("#")) {
        all.get(all.size() - 1).result().add(masked(line));
      }
    }
    return all;
  }

  private static String masked(String line) {
    return line.replaceFirst("^\\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d ", "TIME ");
  }

  @Test
  void everyCommandDoesWhatItDidOnANodeOfC() throws Exception {
    String link = TestNode.link();
    try (TestNode alpha = node("alpha", link); TestNode beta = node("beta", link)) {
      assertThat(alpha.heartbeat().status()).isZero();
      assertThat(beta.heartbeat().status()).isZero();
      alpha.awaitLog("Local status now set to: 'active'");
      List<Typed> typed = recorded();
      assertThat(typed).hasSizeGreaterThan(20);
      int refused = 0;
      for (Typed each : typed) {
        List<String> wanted = each.command().equals("cl_status rscstatus") ? List.of("none", "rc 0") : each.result();
        if (each.command().startsWith("cl_status ")) {
          awaitAnswer(alpha, each.command(), wanted);
        } else {
          assertThat(type(alpha, each.command())).as(each.command()).isEqualTo(wanted);
        }
        if (each.command().startsWith("hb_delnode ")) {
          // so that the list that is asked for next is not the one before
          awaitRefusals(alpha, ++refused);
        }
      }
      assertThat(refused).isEqualTo(4);
      // the other node was told of everything that came of it
      awaitAnswer(beta, "cl_status nodeweight beta", List.of("50", "rc 0"));
      awaitAnswer(beta, "cl_status nodesite beta", List.of("paris", "rc 0"));
      awaitAnswer(beta, "cl_status listnodes -n", List.of("delta", "gamma", "beta", "alpha", "rc 0"));
    }
  }

  /** apphbd and ha_logd have theirs in our directories, and may run before and after us. */
  @Test
  void theSocketsOfOtherDaemonsAreLeftAlone() throws Exception {
    try (TestNode alpha = node("alpha", TestNode.link())) {
      List<Path> sockets = List.of(alpha.run.resolve("apphb.comm"), alpha.state.resolve("log_daemon"));
      List<ServerSocketChannel> listening = new ArrayList<>();
      for (Path socket : sockets) {
        Files.createDirectories(socket.getParent());
        listening.add(ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket)));
      }
      assertThat(alpha.heartbeat().status()).isZero();
      assertThat(alpha.heartbeat("-k").status()).isZero();
      for (Path socket : sockets) {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
          assertThat(client.isConnected()).as(socket.toString()).isTrue();
        }
      }
      for (ServerSocketChannel each : listening) {
        each.close();
      }
    }
  }

  private TestNode node(String name, String link) throws IOException {
    TestNode node = new TestNode(name, directory, link, "alpha beta");
    String haCf = Files.readString(node.config.resolve("ha.cf"));
    node.haCf(haCf + "apiauth anon uid=" + Files.getAttribute(Path.of("/proc/self"), "unix:uid") + "\n");
    return node;
  }

  private static void awaitRefusals(TestNode node, int count) throws InterruptedException {
    TestNode.await(count + " refusals to delete a node", () -> {
      try {
        return node.log().lines().filter(line -> line.contains(Code.NODE_NOT_DELETED.id())).count() >= count;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }

  /** A node that was added is dead after deadtime, and a message on its way is not there yet. */
  private static void awaitAnswer(TestNode node, String command, List<String> wanted) throws InterruptedException {
    List<String> last = new ArrayList<>();
    TestNode.await(node.name + ": " + command + " says " + wanted, () -> {
      last.clear();
      last.addAll(type(node, command));
      return last.equals(wanted);
    });
    assertThat(last).isEqualTo(wanted);
  }

  /** As recorded: the lines it printed, then its exit status. */
  private static List<String> type(TestNode node, String command) {
    Path fifo = node.state.resolve("fifo");
    List<String> words = new ArrayList<>();
    if (command.startsWith("sh -c ")) {
      words.addAll(List.of("sh", "-c", command.substring(6).replace("/var/lib/heartbeat/fifo", fifo.toString())));
    } else {
      words.addAll(List.of(command.split(" ")));
      words.set(0, BIN.resolve(words.get(0)).toString());
    }
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HA_FIFO", fifo.toString());
    environment.put("HB_RUN_DIR", node.run.toString());
    try {
      TestNode.Result result = TestNode.execute(node.directory, environment, words);
      List<String> lines = new ArrayList<>();
      (result.out() + result.err()).lines().map(FifoEffectsIT::masked).forEach(lines::add);
      lines.add("rc " + result.status());
      return lines;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
