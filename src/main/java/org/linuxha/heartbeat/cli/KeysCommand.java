package org.linuxha.heartbeat.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hb keys}: the keys of a living cluster. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Changes the keys of a living cluster, and asks a daemon which it has in use.",
    subcommands = {KeysRotateCommand.class, KeysCommand.Check.class, CommandLine.HelpCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:not all of it", "2:wrong use", "3:no daemon is running there", "5:nothing was changed"})
final class KeysCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return Exit.USAGE;
  }

  /** {@code hb keys check}: what rotate asks on every node. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Says which keys the daemon of this node has in use, by their numbers. With --proof it says whether one of them is the key "
              + "that the asker knows: HMAC-SHA256 with the key over a challenge (docs/api.md). No key is told, asked or shown.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:it is as asked", "1:it is not", "2:wrong use", "3:no daemon of ours is running there", "4:you may not ask it",
        "5:it does not answer or refuses"})
  static final class Check implements Callable<Integer> {
    @Mixin private Daemon daemon;

    @Option(names = "--number", paramLabel = "N", description = "of the key in authkeys")
    private Integer number;

    @Option(names = "--challenge", paramLabel = "HEX", description = "what the proof is made of", defaultValue = "")
    private String challenge;

    @Option(names = "--proof", paramLabel = "HEX", description = "that the asker knows key N", defaultValue = "")
    private String proof;

    @Option(names = "--active", paramLabel = "N", description = "and the daemon signs with key N")
    private Integer active;

    @Option(names = "--without", paramLabel = "N", description = "and the daemon has no key N")
    private Integer without;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      if (proof.isEmpty() != (number == null) || proof.isEmpty() != challenge.isEmpty() || !(proof + challenge).matches("[0-9a-f]*")) {
        spec.commandLine().getErr().println("hb keys check: --number, --challenge and --proof go together, in hexadecimal.");
        return Exit.USAGE;
      }
      daemon.askHereUnlessToldOtherwise();
      try {
        String path = "/api/v1/keys" + (proof.isEmpty() ? "" : "?number=" + number + "&challenge=" + challenge + "&proof=" + proof);
        String text = daemon.get(path);
        JsonObject answer = (JsonObject) daemon.parse(text);
        boolean well = !Boolean.FALSE.equals(answer.getValue("holds"))
            && (active == null || active.equals(answer.getInteger("active")))
            && (without == null || !answer.getJsonArray("numbers").contains(without));
        spec.commandLine().getOut().println(daemon.wantsJson() ? text.strip()
            : "keys " + answer.getJsonArray("numbers") + " are in use, " + answer.getInteger("active") + " signs"
                + (proof.isEmpty() ? "" : Boolean.TRUE.equals(answer.getValue("holds")) ? "; key " + number + " is the same" : "; key " + number + " is another"));
        return well ? Exit.OK : Exit.DEGRADED;
      } catch (CannotAnswer e) {
        spec.commandLine().getErr().println(e.getMessage());
        return e.exitStatus();
      }
    }
  }
}
