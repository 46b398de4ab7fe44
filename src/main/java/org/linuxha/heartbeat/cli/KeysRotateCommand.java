package org.linuxha.heartbeat.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.linuxha.heartbeat.auth.Algorithm;
import org.linuxha.heartbeat.auth.KeyRing;
import org.linuxha.heartbeat.problem.Code;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hb keys rotate}: a new key for a living cluster, stage by stage. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description =
        "Gives a living cluster a new key. Stage distribute: every node gets both keys, by ssh, and its daemon confirms that it has "
            + "them. Stage switch: all nodes sign with the new key from the same moment on. Stage retire: the old key goes. Nodes of ours "
            + "understand both keys meanwhile and lose nothing; C nodes hear only who signs as they do, so all switch together, which must not "
            + "take as long as deadtime: ours is told. No key is shown, is an argument of a program or travels on a heartbeat link. "
            + "An interrupted rotation says where it stands; --continue goes on, --back takes it back until the old key goes.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, on every node that runs; --status: there is none under way",
      "1:it stands at a stage, or a node was off and could not be given the new key",
      "2:wrong use",
      "3:no daemon of ours is running here",
      "4:you may not ask it",
      "5:nothing was changed"
    })
final class KeysRotateCommand implements Callable<Integer> {
  static final class What {
    @Option(names = "--continue", description = "go on with a rotation that stands")
    private boolean goOn;

    @Option(names = "--back", description = "take it back: the old key signs, the new one goes")
    private boolean back;

    @Option(names = "--status", description = "only say where one stands")
    private boolean status;
  }

  @ArgGroup private What what = new What();

  @Option(names = "--method", paramLabel = "METHOD", description = "sha1 or md5; default: sha1, the strongest that C nodes know")
  private String method = "sha1";

  @Option(names = "--config-dir", paramLabel = "DIR", defaultValue = "/etc/ha.d", description = "here and there; default: ${DEFAULT-VALUE}")
  private Path config;

  @Option(names = "--hb", paramLabel = "COMMAND", defaultValue = "hb", description = "what hb is called on all nodes; default: ${DEFAULT-VALUE}")
  private String hb;

  @Option(names = "--stop-after", hidden = true, description = "for tests: stand there")
  private KeyRotation.Stage stopAfter;

  @Mixin private Ssh ssh;
  @Spec private CommandSpec spec;

  private KeyStages stages;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    stages = new KeyStages(config, hb, ssh, spec.commandLine().getOut(), err);
    try {
      Optional<KeyRotation> standing = KeyRotation.read(config);
      if (what.status) {
        spec.commandLine().getOut().println(standing.map(KeyRotation::sentence).orElse("No rotation of keys is under way."));
        return standing.isPresent() ? Exit.DEGRADED : Exit.OK;
      }
      if (!List.of("sha1", "md5").contains(method)) {
        err.println("hb keys rotate: --method is sha1 or md5; crc has no key.");
        return Exit.USAGE;
      }
      if (standing.isPresent() && !what.goOn && !what.back) {
        throw new CannotAnswer(Exit.FAILED, Code.KEYS_ROTATION_STANDS, standing.get().sentence());
      }
      if (standing.isEmpty() && (what.goOn || what.back)) {
        throw new CannotAnswer(Exit.FAILED, "No rotation of keys is under way here; " + config.resolve(KeyRotation.NAME)
            + " would tell. It stands on the node where it was begun.");
      }
      return what.back ? back(standing.get()) : forth(standing.isPresent() ? standing.get() : begin());
    } catch (CannotAnswer e) {
      err.println(e.getMessage());
      return e.exitStatus();
    }
  }

  private KeyRotation begin() throws CannotAnswer {
    KeyRing ring = KeyFile.read(config.resolve("authkeys"));
    if (ring.activeKey().secret().length() == 0) {
      throw new CannotAnswer(Exit.FAILED, Code.KEYS_ROTATION_IMPOSSIBLE,
          "crc has no key that could be replaced: hb keygen makes the first one, hb propagate brings it to all nodes, which then read it within deadtime.");
    }
    List<String> live = stages.live();
    String self = OtherNodes.self(config);
    if (!live.contains(self)) {
      throw new CannotAnswer(Exit.FAILED, Code.KEYS_ROTATION_IMPOSSIBLE, "This node, " + self + ", is not active in the cluster.");
    }
    KeyRotation rotation = KeyRotation.begin(ring.active(), KeyFile.free(ring), live);
    rotation.write(config);
    return rotation;
  }

  private int forth(KeyRotation from) throws CannotAnswer, InterruptedException {
    KeyRotation rotation = from;
    Path file = config.resolve("authkeys");
    KeyRing ring = KeyFile.read(file);
    if (rotation.stage() == KeyRotation.Stage.DISTRIBUTE) {
      if (!ring.keys().containsKey(rotation.fresh())) {
        ring = KeyFile.with(ring, rotation.fresh(), Algorithm.valueOf(method.toUpperCase(Locale.ROOT)));
        // first of all it is kept here: what goes on later goes on with the same key
        write(KeyFile.signingWith(ring, rotation.old()));
      }
      if (!stages.stage(rotation, KeyFile.signingWith(ring, rotation.old()), "--active " + rotation.old()) || stopsAfter(rotation)) {
        return stands(rotation);
      }
      rotation = rotation.at(KeyRotation.Stage.SWITCH);
      rotation.write(config);
    }
    if (rotation.stage() == KeyRotation.Stage.SWITCH) {
      if (!stages.stage(rotation, KeyFile.signingWith(ring, rotation.fresh()), "--active " + rotation.fresh()) || !stages.nobodyDies(rotation)
          || stopsAfter(rotation)) {
        return stands(rotation);
      }
      rotation = rotation.at(KeyRotation.Stage.RETIRE);
      rotation.write(config);
    }
    KeyRing last = KeyFile.without(KeyFile.signingWith(ring, rotation.fresh()), rotation.old());
    if (!stages.stage(rotation, last, "--active " + rotation.fresh() + " --without " + rotation.old()) || stopsAfter(rotation)) {
      return stands(rotation);
    }
    KeyRotation.end(config);
    boolean all = stages.wereOff(rotation, last);
    spec.commandLine().getOut().println("Key " + rotation.fresh() + " (" + last.activeKey().algorithm().word() + ") is the cluster's key on "
        + String.join(", ", rotation.nodes()) + "; key " + rotation.old() + " is gone.");
    return all ? Exit.OK : Exit.DEGRADED;
  }

  private boolean stopsAfter(KeyRotation rotation) {
    return stopAfter == rotation.stage();
  }

  private int back(KeyRotation rotation) throws CannotAnswer, InterruptedException {
    if (rotation.stage() == KeyRotation.Stage.RETIRE) {
      throw new CannotAnswer(Exit.FAILED, Code.KEYS_ROTATION_STANDS, rotation.sentence());
    }
    KeyRing ring = KeyFile.signingWith(KeyFile.read(config.resolve("authkeys")), rotation.old());
    if (rotation.stage() == KeyRotation.Stage.SWITCH) {
      if (!stages.stage(rotation, ring, "--active " + rotation.old())) {
        return stands(rotation);
      }
      rotation.at(KeyRotation.Stage.DISTRIBUTE).write(config);
    }
    if (!stages.stage(rotation.at(KeyRotation.Stage.DISTRIBUTE), KeyFile.without(ring, rotation.fresh()),
        "--active " + rotation.old() + " --without " + rotation.fresh())) {
      return stands(rotation.at(KeyRotation.Stage.DISTRIBUTE));
    }
    KeyRotation.end(config);
    spec.commandLine().getOut().println("Taken back: key " + rotation.old() + " signs as before, key " + rotation.fresh() + " is gone.");
    return Exit.OK;
  }

  private int stands(KeyRotation rotation) {
    spec.commandLine().getErr().println(Code.KEYS_ROTATION_STANDS.id() + " " + rotation.sentence());
    return Exit.DEGRADED;
  }

  private void write(KeyRing ring) throws CannotAnswer {
    OutputFiles files = new OutputFiles(config);
    files.add("authkeys", KeyFile.text(ring), true);
    files.write(true);
  }

}