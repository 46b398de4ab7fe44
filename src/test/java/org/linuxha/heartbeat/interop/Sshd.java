package org.linuxha.heartbeat.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Real sshd on hosts of a test network, and a key that opens them to root of the first host. */
final class Sshd {
  private static final String PROGRAM = "/usr/sbin/sshd";
  private static final String CONFIG = """
      Port 22
      HostKey %1$s/key
      AuthorizedKeysFile %1$s/key.pub
      PermitRootLogin yes
      StrictModes no
      UsePAM no
      PidFile none
      %2$s
      """;

  private final Path keys;

  /** Makes the key below the home of that host. */
  Sshd(Host from) throws IOException {
    keys = Files.createDirectory(from.home().resolve("ssh"));
    from.sh("ssh-keygen -q -t ed25519 -N '' -f " + keys + "/key").orFail();
  }

  static boolean isInstalled() {
    return Files.isExecutable(Path.of(PROGRAM));
  }

  /** Starts it there; {@code more} are lines of its configuration. */
  void startOn(Host host, String... more) throws IOException {
    Path config = Files.writeString(keys.resolve("config." + host.name()), CONFIG.formatted(keys, String.join("\n", List.of(more))));
    host.sh("mkdir -p /run/sshd && " + PROGRAM + " -f " + config + " -E " + keys + "/" + host.name() + ".log").orFail();
  }

  /** The ssh that gets in, as {@code --ssh} takes it; to be put in quotes. */
  String command() {
    return "ssh -i " + keys + "/key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR";
  }
}
