package org.linuxha.heartbeat.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hb keygen}: an authkeys with one new random key. */
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description = {
      "Writes authkeys with a new random key of 256 bits, mode 0600. The method is sha1 (HMAC-SHA1), the strongest that",
      "C nodes know too. The key is not printed. Every node needs the same file: hb propagate brings it there."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:written", "2:wrong use", "5:it is there already, or cannot be written; nothing has changed"})
final class KeygenCommand implements Callable<Integer> {
  @Option(names = {"-o", "--output"}, paramLabel = "FILE", defaultValue = "/etc/ha.d/authkeys",
      description = "the file; default: ${DEFAULT-VALUE}")
  private Path file;

  @Option(names = "--force", description = "replace a file that is there: nodes with the old key no longer hear this one")
  private boolean force;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path whole = file.toAbsolutePath();
    OutputFiles target = new OutputFiles(whole.getParent());
    target.add(whole.getFileName().toString(),
        ("auth 1\n1 sha1 " + KeyFile.randomHex(KeyFile.KEY_BYTES) + "\n").getBytes(StandardCharsets.US_ASCII), true);
    try {
      target.write(force);
    } catch (CannotAnswer e) {
      spec.commandLine().getErr().println(e.getMessage());
      return e.exitStatus();
    }
    out.println("wrote " + whole + ": one key of 256 bits for sha1, mode 0600");
    return Exit.OK;
  }
}
