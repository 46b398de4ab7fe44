package org.linuxha.heartbeat.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ccm_testclient} through a pipe, and the log file for what it is not told. */
final class CViewWatch extends ViewWatch {
  private static final Pattern EVENT = Pattern.compile("event=(.*?):\\s*$");
  private static final Pattern MEMBER = Pattern.compile("nodeid=\\d+, uname=([^,]+), born=(\\d+)");
  private static final Pattern DEAD = Pattern.compile("node (\\S+): is dead");

  private final Process client;
  private final Process log;
  private String event = "";
  private boolean inMembers;
  private TreeMap<String, Integer> bornOn = new TreeMap<>();

  CViewWatch(Host host) {
    super(host.name());
    client = piped(Command.join(host.namespace().enter(), List.of("sh", "-c", CcmClient.LOOP)), this::onClientLine);
    log = piped(List.of("tail", "-n", "0", "-F", host.home().resolve("log/ha-log").toString()), this::onLogLine);
  }

  private static Process piped(List<String> command, Consumer<String> eachLine) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Thread reader = new Thread(() -> read(process, eachLine), "watch-" + process.pid());
      reader.setDaemon(true);
      reader.start();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Process process, Consumer<String> eachLine) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        eachLine.accept(line);
      }
    } catch (IOException e) {
      // closed: nobody wants the rest
    }
  }

  private void onClientLine(String line) {
    Matcher kind = EVENT.matcher(line);
    Matcher member = MEMBER.matcher(line);
    if (kind.find()) {
      event = kind.group(1);
      bornOn = new TreeMap<>();
      inMembers = false;
    } else if (line.contains("NODES IN THE PRIMARY MEMBERSHIP")) {
      inMembers = true;
    } else if (line.contains("MY NODE IS") || line.contains("NEW MEMBERS")) {
      inMembers = false;
    } else if (inMembers && member.find()) {
      bornOn.put(member.group(1), Integer.valueOf(member.group(2)));
    } else if (line.contains("-----") && !event.isEmpty()) {
      boolean isView = !event.equals("NOT PRIMARY");
      note(isView ? new Seen(System.nanoTime(), Seen.What.FORMED, oldest(), bornOn.keySet())
          : Seen.of(System.nanoTime(), Seen.What.VOID));
      event = "";
    }
  }

  /** The program does not know who leads: the oldest does, of equals the greatest name (ccm.md 5.2). */
  private String oldest() {
    String leader = "";
    for (String each : bornOn.keySet()) {
      if (leader.isEmpty() || bornOn.get(each) <= bornOn.get(leader)) {
        leader = each;
      }
    }
    return leader;
  }

  private void onLogLine(String line) {
    Matcher dead = DEAD.matcher(line);
    if (dead.find()) {
      note(new Seen(System.nanoTime(), Seen.What.DEAD, dead.group(1), Set.of()));
    } else if (line.contains("Comm_now_up")) {
      note(Seen.of(System.nanoTime(), Seen.What.UP));
    }
  }

  @Override
  public void close() {
    for (Process each : List.of(client, log)) {
      each.descendants().forEach(ProcessHandle::destroyForcibly);
      each.destroyForcibly();
    }
  }
}
