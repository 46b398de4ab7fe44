package org.linuxha.heartbeat.cli.clstatus;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.problem.Cause;

/** {@code cl_status}. The sub-command comes first, its options and parameters after it. */
public final class ClStatus {
  private static final int LIMIT_MILLIS = 5_000;
  private static final String LIST = "listnodes";
  private static final String STATUS = "hbstatus";
  private static final String ANY_NODE = "Error. May be due to incorrect node name";
  private static final String TOO_FEW = "Not enough parameters.";

  private static final Map<String, SubCommand> COMMANDS = Map.ofEntries(
      Map.entry("nodestatus",
          new NodeFact("nodestatus", Fields.STATUS, TOO_FEW, ANY_NODE, "The cluster node %s is %s")),
      Map.entry("nodeweight", new NodeFact("nodeweight", Fields.WEIGHT, TOO_FEW,
          "Error. Maybe due to incorrect node name.", "The weight of the cluster node %s is %s")),
      Map.entry("nodesite",
          new NodeFact("nodesite", Fields.SITE, TOO_FEW, ANY_NODE, "The site of the cluster node %s is %s")),
      Map.entry("nodetype",
          new NodeFact("nodetype", "nodetype", "No enough parameter.", ANY_NODE, "The node %s's type: %s")),
      Map.entry(LIST, new NodeList()),
      Map.entry("listhblinks", new LinkList()),
      Map.entry("hblinkstatus", new LinkStatus()),
      Map.entry("clientstatus", new ClientStatus()),
      Map.entry("rscstatus", new Resources()),
      Map.entry("hbparameter", new Parameter()));

  private final PrintStream out;
  private final Path directory;

  ClStatus(PrintStream out, Path directory) {
    this.out = out;
    this.directory = directory;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.ISO_8859_1);
    new Deadline(LIMIT_MILLIS, () -> Exit.TOO_LATE);
    String directory = System.getenv("HB_RUN_DIR");
    int exit;
    try {
      exit = new ClStatus(out, Path.of(directory == null ? "/run/heartbeat" : directory)).run(List.of(arguments));
    } catch (Refused refused) {
      out.flush();
      exit = say(refused);
    } catch (IOException gone) {
      out.flush();
      exit = say(Refused.logging(Exit.FAILED, "The daemon does not answer: " + Cause.of(gone)));
    }
    out.flush();
    // not exit: nothing is to be tidied up, and it is quicker
    Runtime.getRuntime().halt(exit);
  }

  int run(List<String> arguments) throws IOException, Refused {
    String name = arguments.isEmpty() ? "-h" : arguments.get(0);
    if (name.equals("-h")) {
      out.print(Usage.TEXT);
      return Exit.OK;
    }
    List<String> rest = arguments.subList(1, arguments.size());
    Self self = Self.read();
    if (name.equals(STATUS)) {
      return status(self, rest);
    }
    SubCommand command = COMMANDS.get(name);
    if (command == null) {
      throw Refused.logging(Exit.WRONG_USE, name + ": invalid sub-command.");
    }
    try (Register register = Register.signOn(directory.resolve("register"), self)) {
      Words words = Words.of(name, command.options(), rest);
      if (!words.complaints().isEmpty()) {
        System.err.println(words.complaints().get(0));
        String code = command.options().equals("m") ? "" : "code ";
        throw Refused.logging(Exit.WRONG_USE, "Error: getopt returnedcharacter " + code + "?.");
      }
      command.check(words);
      return command.run(register, words, out);
    } catch (Register.NotSignedOn refusal) {
      throw Refused.logging(Exit.NO, "Cannot signon with heartbeat", "REASON: " + refusal.getMessage());
    }
  }

  /** {@code hbstatus}: options that it does not know are named, and that is all. */
  private int status(Self self, List<String> rest) throws IOException, Refused {
    Words words = Words.of(STATUS, "mv", rest);
    words.complaints().forEach(System.err::println);
    try (Register register = Register.signOn(directory.resolve("register"), self)) {
      if (words.has('v')) {
        verbose(register, words);
      } else {
        out.println("Heartbeat is running on this machine.");
      }
      return Exit.OK;
    } catch (Register.NotSignedOn refusal) {
      if (refusal.getMessage().startsWith("permission denied")) {
        // that it does not run is more than we know
        throw Refused.logging(Exit.FAILED, "Cannot signon with heartbeat", "REASON: " + refusal.getMessage());
      }
      out.println("Heartbeat is stopped on this machine.");
      if (words.has('v')) {
        out.println("(" + refusal.getMessage() + ")");
      }
      return Exit.NO;
    }
  }

  private void verbose(Register register, Words words) throws IOException, Refused {
    boolean ours = register.isManager();
    if (words.forPeople()) {
      out.println("Heartbeat version " + register.fact("hbversion"));
      out.println("Resources controlled by " + (ours ? "\"haresources\"" : "Pacemaker."));
    } else {
      out.println("version:\t" + register.fact("hbversion"));
      out.println("managed by:\t" + (ours ? "\"haresources\"" : "pacemaker\t(" + register.fact("pacemaker") + ")"));
    }
    Membership.print(directory.resolve("ccm/ccm"), out);
    new NodeList().run(register, words, out);
  }

  /** Says it on standard error; answers the exit code. */
  static int say(Refused refused) {
    String before = refused.isPlain() ? "" : stamp();
    for (String line : refused.lines()) {
      System.err.println(before + line);
    }
    System.err.flush();
    return refused.exit();
  }

  /** {@code Nov 22 07:46:43 alpha cl_status: [16657]: ERROR: }, as C's programs log. */
  private static String stamp() {
    LocalDateTime now = LocalDateTime.now();
    String month = "JanFebMarAprMayJunJulAugSepOctNovDec".substring(3 * now.getMonthValue() - 3, 3 * now.getMonthValue());
    String node;
    try {
      node = Self.read().node();
    } catch (IOException e) {
      node = "?";
    }
    return month + ' ' + two(now.getDayOfMonth()) + ' ' + two(now.getHour()) + ':' + two(now.getMinute()) + ':'
        + two(now.getSecond()) + ' ' + node + " cl_status: [" + ProcessHandle.current().pid() + "]: ERROR: ";
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
