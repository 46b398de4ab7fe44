package org.linuxha.heartbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** docs/exit-codes.md says of every command of hb what its --help says, and neither says what the code cannot do. */
class ExitCodesTest {
  private static final Path PAGE = Path.of("docs/exit-codes.md");

  /** Commands by their whole name; groups that only have commands below them too. */
  private static Map<String, CommandLine> commands() {
    Map<String, CommandLine> all = new TreeMap<>();
    add("hb", Hb.commandLine(), all);
    all.remove("hb");
    all.keySet().removeIf(name -> name.endsWith(" help"));
    return all;
  }

  private static void add(String name, CommandLine command, Map<String, CommandLine> all) {
    all.put(name, command);
    command.getSubcommands().forEach((word, below) -> add(name + " " + word, below, all));
  }

  private static String table() {
    StringBuilder text = new StringBuilder("| command | status | meaning |\n|---|---|---|\n");
    commands().forEach((name, command) -> command.getCommandSpec().usageMessage().exitCodeList().forEach((status, meaning) ->
        text.append("| `").append(name).append("` | ").append(status).append(" | ").append(meaning.replace("|", "\\|")).append(" |\n")));
    return text.toString();
  }

  @Test
  void thePageHasTheTableOfAllCommands() throws IOException {
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("heartbeat.docs.write")) {
      page = page.replaceFirst("(?s)(as its `--help` says:\n\n).*?(?=\n## )", "$1" + Matcher.quoteReplacement(table()));
      Files.writeString(PAGE, page);
    }
    assertThat(page).as("run with -Dheartbeat.docs.write=true after a change").contains(table());
  }

  @Test
  void everyCommandNamesItsStatusesAndAWordForWrongUse() {
    commands().forEach((name, command) -> {
      Map<String, String> statuses = command.getCommandSpec().usageMessage().exitCodeList();
      assertThat(statuses).as(name).containsKey("0").containsKey("2").allSatisfy((status, meaning) -> {
        assertThat(meaning).isNotBlank();
        assertThat(known()).as(name + " " + status).contains(status);
      });
    });
  }

  /** The constants that commands end with. */
  private static Set<String> known() {
    Set<String> all = new TreeSet<>(Set.of("130"));
    for (Field field : Exit.class.getDeclaredFields()) {
      try {
        if (field.getType() == int.class) {
          all.add(String.valueOf(field.getInt(null)));
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return all;
  }

  /** A command that ends with a constant names its number; a status that no line of it can give is not promised. */
  @Test
  void whatACommandsOwnCodeEndsWithIsNamed() throws IOException {
    Map<String, Integer> numbers = Map.of("OK", Exit.OK, "DEGRADED", Exit.DEGRADED, "USAGE", Exit.USAGE,
        "NOT_RUNNING", Exit.NOT_RUNNING, "NOT_ALLOWED", Exit.NOT_ALLOWED, "FAILED", Exit.FAILED);
    Pattern used = Pattern.compile("Exit\\.([A-Z_]+)");
    List<String> unsaid = new ArrayList<>();
    for (CommandLine command : commands().values()) {
      Class<?> type = command.getCommandSpec().userObject().getClass();
      Path source = Path.of("src/main/java/" + type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java");
      Set<String> said = command.getCommandSpec().usageMessage().exitCodeList().keySet();
      Set<String> ends = Stream.of(Files.readString(source)).flatMap(text -> used.matcher(text).results())
          .map(found -> String.valueOf(numbers.get(found.group(1)))).collect(Collectors.toCollection(TreeSet::new));
      ends.removeAll(said);
      ends.forEach(status -> unsaid.add(command.getCommandName() + " may end with " + status));
    }
    assertThat(unsaid).isEmpty();
  }

  /** Each of the statuses of the daemon, hb and the check that this page explains is of its own code. */
  @Test
  void hbsOwnWordsAreThoseOfTheConstants() throws IOException {
    String page = Files.readString(PAGE);
    String ofHb = page.substring(page.indexOf("## hb\n"), page.indexOf("Each command by itself"));
    Set<String> explained = Pattern.compile("(?m)^\\| (\\d+) \\| every command").matcher(ofHb).results().map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(explained).isEqualTo(known());
  }

  private static Map<String, Set<String>> dropIns() throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("## Drop-ins"), page.indexOf("## A check for Nagios"));
    Map<String, Set<String>> all = new TreeMap<>();
    Pattern.compile("(?m)^\\| `(\\w+)` \\| ([0-9, ]+) \\|").matcher(section).results().forEach(row ->
        all.computeIfAbsent(row.group(1), name -> new TreeSet<>()).addAll(List.of(row.group(2).strip().split(", "))));
    return all;
  }

  /** What bin/install puts in the place of the C package's programs is on the page, all of it and nothing else. */
  @Test
  void everyDropInThatIsInstalledIsOnThePage() throws IOException {
    Matcher installed = Pattern.compile("(?s)DROP_INS=\"(.*?)\"").matcher(Files.readString(Path.of("bin/install")));
    assertThat(installed.find()).isTrue();
    assertThat(dropIns().keySet()).isEqualTo(Stream.of(installed.group(1).split("\\s+"))
        .map(path -> path.replaceFirst(".*/", "")).collect(Collectors.toCollection(TreeSet::new)));
    assertThat(dropIns().get("ha_propagate")).isEqualTo(commands().get("hb propagate").getCommandSpec().usageMessage().exitCodeList().keySet());
    assertThat(Files.readString(Path.of("bin/ha_propagate"))).contains("/hb\" propagate");
  }

  @Test
  void thoseOfClStatusAreItsConstants() throws Exception {
    Set<String> constants = new TreeSet<>();
    for (Field field : Class.forName("org.linuxha.heartbeat.cli.clstatus.Exit").getDeclaredFields()) {
      field.setAccessible(true);
      constants.add(String.valueOf(field.getInt(null)));
    }
    assertThat(dropIns().get("cl_status")).isEqualTo(constants);
  }

  /** The scripts are run: told, wrong use, nobody there. What they end with besides, the library says: not permitted. */
  @Test
  void thoseOfTheScriptsAreWhatTheyEndWith(@TempDir Path home) throws Exception {
    Matcher refused = Pattern.compile("no permission to write.*\n\\s+exit (\\d)").matcher(Files.readString(Path.of("bin/lib/fifo.sh")));
    assertThat(refused.find()).isTrue();
    for (Map.Entry<String, Set<String>> script : dropIns().entrySet()) {
      if (script.getKey().startsWith("hb_")) {
        Path shown = Files.writeString(home.resolve("shown"), "");
        Set<String> ends = new TreeSet<>(Set.of(refused.group(1)));
        String[] right = script.getKey().matches("hb_standby|hb_takeover") ? new String[] {"all"} : new String[] {"bob", "1"};
        ends.add(run(script.getKey(), shown, right));
        ends.add(run(script.getKey(), shown, "--help"));
        ends.add(run(script.getKey(), home.resolve("none"), right));
        assertThat(ends).as(script.getKey()).isEqualTo(script.getValue());
      }
    }
  }

  private static String run(String script, Path fifo, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bin/" + script));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("HA_FIFO", fifo.toString());
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(script).isTrue();
    return String.valueOf(process.exitValue());
  }
}
