package org.linuxha.heartbeat.daemon.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.linuxha.heartbeat.cli.Hb;
import picocli.CommandLine.Model.OptionSpec;

/** Manual pages and completion cover every command and every option, and the tools that read them can. */
@Timeout(60)
class ManualTest {
  private static final Map<String, String> FILES = Manual.files();

  @Test
  void everyCommandHasItsPageWithEveryOptionArgumentAndExitStatus() {
    assertThat(FILES).containsKeys("man/man1/hb.1", "man/man8/heartbeat.8", "man/man8/heartbeat-demo.8");
    Hb.commands().stream().filter(name -> !name.equals("help"))
        .forEach(name -> assertThat(FILES).containsKey("man/man1/hb-" + name + ".1"));
    for (Page page : Manual.pages()) {
      String text = FILES.get("man/man" + page.section() + "/" + page.name() + "." + page.section());
      for (OptionSpec option : page.spec().options()) {
        for (String name : option.names()) {
          assertThat(option.hidden() || text.contains("\\fB" + Roff.text(name) + "\\fR"))
              .as(page.name() + " " + name).isTrue();
        }
        assertThat(option.hidden() || option.description().length > 0).as(page.name() + ": what is " + option).isTrue();
      }
      page.spec().subcommands().keySet().stream().filter(name -> !name.equals("help"))
          .forEach(name -> assertThat(text).contains("\\fB" + name + "\\fR"));
      page.spec().usageMessage().exitCodeList().keySet()
          .forEach(code -> assertThat(text).contains("\\fB" + code.strip() + "\\fR"));
    }
  }

  @Test
  void everyProgramAndCommandHasHelpAndExitStatuses() {
    for (Page page : Manual.pages()) {
      assertThat(page.spec().optionsMap()).as(page.name()).containsKeys("-h", "--help");
      assertThat(page.spec().usageMessage().description()).as(page.name()).isNotEmpty();
      assertThat(page.spec().usageMessage().exitCodeList()).as(page.name()).containsKeys("0", "2");
    }
  }

  @Test
  void theDocumentOfExitStatusesNamesEachOfThem() throws Exception {
    String document = Files.readString(Path.of("docs/exit-codes.md"));
    for (Page page : Manual.pages()) {
      String title = "`" + page.name().replaceAll("^heartbeat-", "heartbeat ").replaceAll("^hb-", "hb ") + "`";
      page.spec().usageMessage().exitCodeList().keySet().forEach(code ->
          assertThat(document.lines()).as(title + " " + code).anyMatch(line ->
              line.startsWith("| " + code.strip() + " |") && (line.contains(title) || line.contains("every"))));
    }
  }

  @Test
  void completionKnowsEveryCommandAndLongOption() {
    for (Page page : Manual.pages()) {
      String script = FILES.get("bash/" + page.name().replaceAll("-.*", ""));
      assertThat(script).contains(page.name().replaceAll(".*-", ""));
      page.spec().optionsMap().forEach((name, option) ->
          assertThat(option.hidden() || script.contains("'" + name + "'")).as(page.name() + " " + name).isTrue());
    }
  }

  @Test
  void groffHasNothingToSayAgainstThePages(@TempDir Path directory) throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/groff"))).as("groff is installed").isTrue();
    Manual.write(directory);
    Path said = directory.resolve("said");
    Process groff =
        new ProcessBuilder("sh", "-c", "for page in man/man*/*; do groff -man -Tascii -ww -z $page; done")
            .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(groff.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmptyFile();
  }

  @Test
  void bashCompletesCommandsAndOptions(@TempDir Path directory) throws Exception {
    Manual.write(directory);
    String script =
        """
        source bash/hb
        COMP_WORDS=(hb stat) COMP_CWORD=1 COMP_LINE='hb stat' COMP_POINT=7
        _complete_hb
        echo "${COMPREPLY[@]}"
        COMPREPLY=()
        COMP_WORDS=(hb status --nag) COMP_CWORD=2 COMP_LINE='hb status --nag' COMP_POINT=15
        _complete_hb
        echo "${COMPREPLY[@]}"
        """;
    Path said = directory.resolve("said");
    Process bash =
        new ProcessBuilder("bash", "-c", script).directory(directory.toFile())
            // outside of an interactive shell compopt complains
            .redirectError(ProcessBuilder.Redirect.DISCARD).redirectOutput(said.toFile()).start();
    assertThat(bash.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readAllLines(said)).containsExactly("status", "--nagios");
  }

  /** In a terminal of its own, as a user types: every command and a few options, and no complaint. */
  @Test
  void zshCompletesCommandsAndOptionsWithoutAComplaint(@TempDir Path directory) throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/zsh"))).as("zsh is installed").isTrue();
    Manual.write(directory);
    String script =
        """
        zmodload zsh/zpty
        zpty z zsh -f -i
        zpty -w z 'stty columns 400; PS1=; setopt nobeep; zstyle ":completion:*" list-separator " = "; \
          fpath=('"$PWD"'/zsh $fpath); autoload -U compinit; compinit -u -D; \
          print lo""aded'
        zpty -r z out '*loaded*'
        # the line is emptied by ^U, and the answer is read before the next is typed
        for typed in 'hb ' 'hb status --' 'hb help ' 'hb explain ' 'heartbeat ' 'heartbeat --' 'heartbeat demo '; do
          zpty -w -n z "$typed"$'\t\t'
          sleep 0.3
          zpty -w -n z $'\\x15'
          zpty -w z 'print end""of'
          zpty -r z out '*endof*'
          print -r -- "[$typed] $out" | tr -d '\r'
        done
        zpty -d z
        """;
    Path said = directory.resolve("said");
    Process zsh =
        new ProcessBuilder("zsh", "-f", "-c", script).directory(directory.toFile())
            .redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(zsh.waitFor(50, TimeUnit.SECONDS)).isTrue();
    String all = Files.readString(said);
    assertThat(all).doesNotContain("not found", "_arguments:", "error", "parse", "bad");
    Hb.commands().forEach(command -> assertThat(all).containsPattern("(?s)\\[hb \\].*" + command + ".*\\[hb status --"));
    assertThat(all).contains("--nagios", "last", "--config-dir", "kill", "one line for Nagios");
  }
}
