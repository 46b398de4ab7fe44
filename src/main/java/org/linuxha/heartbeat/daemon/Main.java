package org.linuxha.heartbeat.daemon;

import java.io.IOException;
import java.nio.file.Path;
import org.linuxha.heartbeat.cli.Colours;
import org.linuxha.heartbeat.cli.WrongUse;
import org.linuxha.heartbeat.config.hacf.DefaultsTable;
import org.linuxha.heartbeat.daemon.demo.Demo;
import org.linuxha.heartbeat.log.Provider;
import org.linuxha.heartbeat.process.NodeName;
import org.linuxha.heartbeat.process.PidFile;
import org.linuxha.heartbeat.process.StateException;
import org.linuxha.heartbeat.setup.Places;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code heartbeat}: reads the command line and hands over to who does what it says. */
public final class Main {
  /** Where the user stood when calling; the launcher starts a daemon in the root directory. */
  private static final String USER_DIRECTORY = "heartbeat.cwd";

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    Provider.choose();
    System.exit(run(arguments));
  }

  /** What there is to be called, {@code demo} included, without calling it. */
  public static CommandLine commandLine() {
    return new CommandLine(Options.spec()).addSubcommand("demo", Demo.commandLine());
  }

  private static int run(String[] arguments) throws InterruptedException {
    CommandLine line = new CommandLine(Options.spec());
    try {
      ParseResult given = line.parseArgs(arguments);
      if (line.isUsageHelpRequested()) {
        line.usage(System.out, CommandLine.Help.defaultColorScheme(Colours.ofOutput()));
        return Exit.OK;
      }
      Options options = new Options(given);
      String complaint = Usage.complaint(options);
      if (complaint != null) {
        throw new ParameterException(line, complaint);
      }
      return carryOut(options);
    } catch (ParameterException e) {
      Usage.print(System.err, WrongUse.reason(e));
      return Exit.USAGE;
    } catch (StateException e) {
      System.err.println("ERROR: " + e.problem().full());
      return e.isPermission() ? Exit.NOT_PERMITTED : Exit.FAILED;
    } catch (IOException e) {
      System.err.println("ERROR: " + e);
      return Exit.FAILED;
    }
  }

  /** What asks something comes before what starts something, as the C daemon has it. */
  private static int carryOut(Options options)
      throws StateException, IOException, InterruptedException {
    if (options.version) {
      System.out.println(Version.line());
      return Exit.OK;
    }
    if (options.defaults) {
      System.out.print(options.wiki ? DefaultsTable.wiki() : DefaultsTable.plain());
      return Exit.OK;
    }
    Path userDirectory = Path.of(System.getProperty(USER_DIRECTORY, "")).toAbsolutePath();
    Places places = options.places(System.getenv(), userDirectory);
    if (SelfExec.isRehearsal()) {
      return Rehearsal.play(options, places);
    }
    Inquiry inquiry = new Inquiry(new PidFile(places.pidFile()), System.out, System.err);
    if (options.status) {
      return inquiry.status(NodeName.node(options.node, places.config()));
    }
    if (options.stop) {
      return inquiry.stop();
    }
    return new Lives(options, places).run();
  }
}
