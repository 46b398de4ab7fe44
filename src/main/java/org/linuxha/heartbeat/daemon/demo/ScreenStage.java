package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;

/** Draws the screen on the terminal, and only when it looks different from before. */
final class ScreenStage implements Stage {
  private final Terminal terminal;
  private final PrintStream out;
  private final Screen screen;
  private final boolean colours;
  private final boolean unicode;
  private volatile boolean resized = true;
  private int[] size = {24, 80};
  private String drawn = "";
  private boolean closed;

  ScreenStage(Terminal terminal, PrintStream out, Screen screen, Map<String, String> environment) {
    this.terminal = terminal;
    this.out = out;
    this.screen = screen;
    this.colours = Terminal.hasColours(environment);
    this.unicode = Terminal.hasUnicode(environment);
    Signal.handle(new Signal("WINCH"), signal -> resized = true);
  }

  @Override
  public void say(long millis, String who, String what) {
    screen.event(millis, who, what);
  }

  @Override
  public void tell(long millis, String tale) {
    screen.tale(tale);
  }

  /** Nothing is drawn from now on; the terminal is as it was. */
  synchronized void close() throws IOException, InterruptedException {
    closed = true;
    terminal.leave();
  }

  @Override
  public synchronized void show(Scene now) {
    if (closed) {
      return;
    }
    if (resized) {
      resized = false;
      measure();
      drawn = "";
    }
    StringBuilder picture = new StringBuilder("\033[H");
    List<Row> rows = screen.rows(now, size[0], size[1]);
    for (int i = 0; i < rows.size(); i++) {
      picture.append(rows.get(i).paint(size[1], colours, unicode)).append("\033[K").append(i + 1 < rows.size() ? "\r\n" : "");
    }
    if (!drawn.contentEquals(picture)) {
      drawn = picture.toString();
      out.print(drawn);
      out.flush();
    }
  }

  private void measure() {
    try {
      size = terminal.size();
    } catch (IOException e) {
      // the old size is as good as any
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
