package org.linuxha.heartbeat.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.setup.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hb keygen}: an authkeys with one new random key. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description =
        "Writes authkeys with a new random key of 256 bits, mode 0600, for the strongest method that all nodes of the cluster know: "
            + "the daemon here is asked what runs on them; without one the configuration beside FILE tells the nodes, and C Heartbeat is "
            + "reckoned with. It says what was chosen and why. The key is not printed. Every node needs the same file: hb propagate.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:written", "2:wrong use", "5:it is there already, or cannot be written; nothing has changed"})
final class KeygenCommand implements Callable<Integer> {
  @Option(names = {"-o", "--output"}, paramLabel = "FILE", defaultValue = "/etc/ha.d/authkeys",
      description = "the file; default: ${DEFAULT-VALUE}")
  private Path file;

  @Option(names = "--force", description = "replace a file that is there: nodes with the old key no longer hear this one")
  private boolean force;

  @Option(names = "--run-dir", paramLabel = "DIR", description = "of the daemon that is asked; default: $HB_RUN_DIR, or /run/heartbeat")
  private Path run;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path whole = file.toAbsolutePath();
    OutputFiles target = new OutputFiles(whole.getParent());
    SharedMethod method = SharedMethod.find(Daemon.at(run != null ? run : Places.named(System.getenv(), "HB_RUN_DIR", Places.RUN)), whole.getParent());
    // 64 hexadecimal digits: one word without spaces, and no longer than the block of HMAC, so that C takes it as it is (wire.md 2.1)
    target.add(whole.getFileName().toString(),
        ("auth 1\n1 " + method.algorithm().word() + " " + KeyFile.randomHex(KeyFile.KEY_BYTES) + "\n").getBytes(StandardCharsets.US_ASCII), true);
    try {
      target.write(force);
    } catch (CannotAnswer e) {
      spec.commandLine().getErr().println(e.getMessage());
      return e.exitStatus();
    }
    out.println("wrote " + whole + ": one key of 256 bits for " + method.algorithm().word() + ", mode 0600");
    out.println(method.reason());
    return Exit.OK;
  }
}
