package org.linuxha.heartbeat.daemon.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Takes orders from other terminals on a Unix socket in the demo's directory: one line in; {@code ok} or
 * {@code no} and what there is to say out.
 */
final class ControlServer {
  private static final String END = "\0";
  private static final long ANSWER_LIMIT_SECONDS = 60;

  private final Director director;

  ControlServer(Director director) {
    this.director = director;
  }

  void listen(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    start(() -> {
      try {
        while (true) {
          SocketChannel client = server.accept();
          start(() -> serve(client));
        }
      } catch (IOException closed) {
        // the demo ends
      }
    });
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "control");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
      PrintStream out = new PrintStream(Channels.newOutputStream(channel), true, StandardCharsets.UTF_8);
      String order = in.readLine();
      LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
      director.post(() -> answer(order == null ? "" : order, answers));
      String line = answers.poll(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
      while (line != null && !line.equals(END)) {
        out.println(line);
        line = answers.poll(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (IOException gone) {
      // whoever asked does not want to know any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(String text, LinkedBlockingQueue<String> answers) {
    try {
      Order order = Order.parse(text, DemoCluster.NODES, DemoCluster.LINKS);
      if (order instanceof Order.Status) {
        answers.add("ok");
        answers.addAll(NodeRows.plain(director.scene()));
        answers.add(END);
      } else if (order instanceof Order.Stop) {
        answers.add("ok");
        answers.add("The demo stops its nodes and leaves nothing.");
        answers.add(END);
        director.end();
      } else {
        String opening = director.take(order, tale -> {
          answers.add(tale);
          answers.add(END);
        });
        answers.add("ok");
        answers.add(opening);
      }
    } catch (Order.Wrong e) {
      answers.add("no");
      answers.add(e.getMessage());
      answers.add(END);
    }
  }
}
