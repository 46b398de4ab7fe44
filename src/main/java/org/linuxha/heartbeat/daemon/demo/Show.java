package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.linuxha.heartbeat.notation.FileTrouble;
import org.linuxha.heartbeat.problem.Cause;

/** One demo from start to end: puts the parts together and takes them apart, whatever ends it. */
final class Show {
  private final PrintStream out;
  private final Path launcher;
  private final Script script;
  private final DemoHome home;
  private final Terminal terminal;
  private final DemoCluster cluster;
  private final Stage.Plain lines;
  private final ScreenStage picture;
  private final Director director;

  /**
   * @param parent where to make the directory
   * @param script null for none
   */
  Show(Path parent, Path launcher, Script script, boolean plain) throws IOException, InterruptedException {
    this.launcher = launcher;
    this.script = script;
    Charset charset = Terminal.hasUnicode(System.getenv()) ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false, charset);
    lines = new Stage.Plain(out);
    try {
      home = DemoHome.make(parent);
    } catch (IOException e) {
      throw new IOException("no directory can be made in " + parent + ": "
          + (e instanceof FileSystemException system ? FileTrouble.why(Path.of(system.getFile()), e) : Cause.of(e))
          + ". What to do: set TMPDIR to a directory you may write.", e);
    }
    terminal = plain || script != null ? null : Terminal.open(System.getenv());
    cluster = new DemoCluster(
        home, Reaper.watch(home.path(), terminal == null ? "" : terminal.saved()), launcher);
    Screen screen = new Screen(cluster.node(DemoCluster.NODES.get(0)).url());
    picture = terminal == null ? null : new ScreenStage(terminal, out, screen, System.getenv());
    director = new Director(cluster, picture == null ? lines : picture);
    if (picture != null) {
      new Keys(director, screen::prompt).read(System.in);
    }
  }

  /**
   * @param once end when they have found each other
   * @param seconds end after that time; null for never
   */
  boolean run(boolean once, Integer seconds) throws IOException, InterruptedException {
    // Ctrl-C, kill and a closed terminal end here; so does the ordinary end
    Runtime.getRuntime().addShutdownHook(new Thread(this::clearUp, "clear up"));
    if (picture != null) {
      terminal.enter();
    } else {
      out.println("Three nodes on this machine, joined by multicast on lo. Everything is in " + home.path()
          + "; Ctrl-C ends it and leaves nothing.");
    }
    new ControlServer(director).listen(DemoHome.control(home.path()));
    cluster.startAll();
    ScriptRunner runner = script == null ? null : new ScriptRunner(script, director);
    director.whenComplete(() -> complete(once, runner));
    if (seconds != null) {
      endAfter(seconds);
    }
    String failure = director.run();
    if (!failure.isEmpty()) {
      explain(failure);
      return false;
    }
    return director.isComplete() && (runner == null || runner.allHeld());
  }

  private void endAfter(int seconds) {
    Thread timer = new Thread(() -> {
      try {
        TimeUnit.SECONDS.sleep(seconds);
        director.end();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }, "timer");
    timer.setDaemon(true);
    timer.start();
  }

  private void complete(boolean once, ScriptRunner runner) {
    director.tell("Three nodes found each other in " + Words.span(cluster.millis()) + ". Each sends a heartbeat every "
        + Timing.KEEPALIVE_MILLIS + " ms on both links; one that is silent for " + Timing.DEADTIME_MILLIS
        + " ms is called dead." + (picture == null ? "" : " Press k and then 2 to kill bob."));
    if (picture == null) {
      showWays();
    }
    if (once) {
      director.end();
    } else if (runner != null) {
      runner.start();
    }
  }

  private void showWays() {
    out.println();
    NodeRows.of(director.scene()).forEach(row -> out.println(row.paint(200, false, false)));
    NodeRows.views(director.scene()).forEach(row -> out.println(row.paint(200, false, false)));
    out.println();
    cluster.nodes().forEach(node -> out.println("  " + node.name() + " in a browser: " + node.url()));
    Path alice = cluster.node(DemoCluster.NODES.get(0)).runDir();
    out.println("""

          All nodes are active. From another terminal:
            %s demo kill bob        (--help shows what else)
            %s nodes --run-dir %s
            curl --unix-socket %s/api.sock http://hb/api/v1/cluster
        """.formatted(launcher, launcher.resolveSibling("hb"), alice, alice));
    out.flush();
  }

  private void explain(String failure) throws IOException, InterruptedException {
    if (picture != null) {
      picture.close();
    }
    out.println(failure + " What they said last:");
    cluster.lastWords().forEach(out::println);
    out.flush();
  }

  private void clearUp() {
    try {
      if (picture != null) {
        picture.close();
      }
      lines.say(cluster.millis(), "demo", "stops its nodes");
      cluster.clearUp();
      lines.say(cluster.millis(), "demo", "has removed " + home.path() + "; nothing is left");
    } catch (IOException e) {
      System.err.println("heartbeat demo: " + home.path() + " could not be removed: " + Cause.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
