package org.linuxha.heartbeat.daemon.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;

/** Turns keys into orders: k, then the node; c or d, then the node and the link. */
final class Keys {
  private static final int ESCAPE = 27;
  private static final int END_OF_TEXT = 3;
  private static final String OF_A_LINK = "(cut|delay)";

  private final Director director;
  private final Consumer<String> prompt;
  private String words = "";

  /**
   * @param prompt shows a question; empty for none
   */
  Keys(Director director, Consumer<String> prompt) {
    this.director = director;
    this.prompt = prompt;
  }

  /** Reads on a thread of its own; the end of the input ends the demo. */
  void read(InputStream input) {
    Thread thread = new Thread(() -> readAll(input), "keys");
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll(InputStream input) {
    try {
      for (int key = input.read(); key >= 0; key = input.read()) {
        int pressed = key;
        director.post(() -> press(pressed));
      }
    } catch (IOException closed) {
      // the same as its end
    }
    director.end();
  }

  /** One key; on the director's thread. */
  void press(int key) {
    if (key == 'q' && words.isEmpty() || key == END_OF_TEXT) {
      director.end();
    } else if (key == ESCAPE || key == 'q') {
      ask("");
    } else if (words.isEmpty()) {
      begin((char) key);
    } else {
      next(Character.toString(key));
    }
  }

  private void begin(char key) {
    switch (key) {
      case 'k' -> ask("kill");
      case 's' -> ask("start");
      case 'p' -> ask("pause");
      case 'c' -> ask("cut");
      case 'd' -> ask("delay");
      case 'l' -> ask("lose");
      case 'h' -> give("heal");
      default -> { }
    }
  }

  private void next(String key) {
    boolean needsLink = words.matches(OF_A_LINK);
    List<String> choices = asksForLink(words) ? DemoCluster.LINKS : DemoCluster.NODES;
    String chosen = choose(key, choices);
    if (chosen == null) {
      return;
    }
    if (needsLink) {
      ask(words + " " + chosen);
    } else {
      give(words + " " + chosen);
    }
  }

  private static boolean asksForLink(String order) {
    return order.matches(OF_A_LINK + " .*");
  }

  private static String choose(String key, List<String> names) {
    return names.stream()
        .filter(name -> name.startsWith(key) || Integer.toString(names.indexOf(name) + 1).equals(key))
        .findFirst().orElse(null);
  }

  private void ask(String order) {
    words = order;
    List<String> choices = asksForLink(order) ? DemoCluster.LINKS : DemoCluster.NODES;
    StringBuilder question = new StringBuilder(order.isEmpty() ? "" : order + (asksForLink(order) ? " link?" : ":"));
    if (!order.isEmpty()) {
      choices.forEach(each -> question.append("  ").append(choices.indexOf(each) + 1).append(' ').append(each));
      question.append("   Esc: nothing");
    }
    prompt.accept(question.toString());
  }

  private void give(String order) {
    ask("");
    try {
      director.take(Order.parse(order, DemoCluster.NODES, DemoCluster.LINKS), tale -> { });
    } catch (Order.Wrong e) {
      director.tell(e.getMessage());
    }
  }
}
