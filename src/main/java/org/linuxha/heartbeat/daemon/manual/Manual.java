package org.linuxha.heartbeat.daemon.manual;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.linuxha.heartbeat.cli.Hb;
import org.linuxha.heartbeat.daemon.Main;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Writes manual pages ({@code man/manN}), completion for bash ({@code bash}) and for zsh ({@code zsh})
 * of every program below the directory that is named.
 */
public final class Manual {
  private static final int USER_COMMANDS = 1;
  private static final int ADMINISTRATION = 8;

  private Manual() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("Usage: manual DIRECTORY");
      System.exit(CommandLine.ExitCode.USAGE);
    }
    write(Path.of(arguments[0]));
  }

  static void write(Path directory) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
  }

  /** Texts of all files by their relative paths. */
  static Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    for (Page page : pages()) {
      files.put("man/man" + page.section() + "/" + page.name() + "." + page.section(), page.text());
    }
    programs().forEach((name, line) -> {
      files.put("bash/" + name, AutoComplete.bash(name, line));
      files.put("zsh/_" + name, new Zsh(name, line).text());
    });
    return files;
  }

  private static Map<String, CommandLine> programs() {
    Map<String, CommandLine> programs = new LinkedHashMap<>();
    programs.put("hb", Hb.commandLine());
    programs.put("heartbeat", Main.commandLine());
    return programs;
  }

  static List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    programs().forEach((name, line) ->
        collect(name, line.getCommandSpec(), name.equals("hb") ? USER_COMMANDS : ADMINISTRATION, pages));
    return pages;
  }

  private static void collect(String name, CommandSpec spec, int section, List<Page> pages) {
    pages.add(new Page(name, spec, section));
    spec.subcommands().forEach((word, line) -> {
      if (line.getCommandSpec().userObject() instanceof CommandLine.HelpCommand) {
        return;
      }
      collect(name + "-" + word, line.getCommandSpec(), section, pages);
    });
  }
}
