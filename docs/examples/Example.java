import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.linuxha.heartbeat.api.ClusterMessage;
import org.linuxha.heartbeat.api.HeartbeatClient;
import org.linuxha.heartbeat.api.MessageChannel;
import org.slf4j.LoggerFactory;

/** Heartbeat from a Vert.x application. usage: Example.java nodes | watch | send TEXT | receive | chat */
public final class Example {
  private final Vertx vertx = Vertx.vertx();
  private final HeartbeatClient heartbeat =
      HeartbeatClient.unix(vertx, Path.of(System.getenv().getOrDefault("HEARTBEAT_SOCKET", "/run/heartbeat/api.sock")));

  private Example() {}

  public static void main(String[] arguments) {
    // an application configures its logging; without any, Logback prints everything
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    String command = arguments.length == 0 ? "" : arguments[0];
    Example example = new Example();
    switch (command) {
      case "nodes" -> example.endAfter(example.nodes());
      case "watch" -> example.watch();
      case "send" -> example.endAfter(example.heartbeat.send(
          ClusterMessage.toAll("example", "hbtext", Map.of("text", arguments[1]))));
      case "receive" -> example.receive();
      case "chat" -> example.chat();
      default -> {
        System.err.println("usage: Example.java nodes | watch | send TEXT | receive | chat");
        System.exit(2);
      }
    }
  }

  private Future<?> nodes() {
    return heartbeat.nodes().onSuccess(nodes -> nodes.forEach(node ->
        System.out.println(node.name() + " " + node.status() + " because " + node.reason())));
  }

  private void watch() {
    heartbeat.events(
        event -> System.out.println(event.json().getString("time") + " " + event.text()),
        lost -> System.err.println("lost the daemon: " + lost.getMessage()));
  }

  private void receive() {
    heartbeat.messages(
        "example",
        message -> System.out.println(message.node() + " says " + message.fields().get("text")),
        lost -> System.err.println("lost the daemon: " + lost.getMessage()));
  }

  /** Sends each line of the standard input and prints what everybody says, on one connection. */
  private void chat() {
    BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    heartbeat.channel("example", message -> System.out.println(message.node() + " says " + message.fields().get("text")))
        .onFailure(refused -> System.err.println(refused.getMessage()))
        .onSuccess(channel -> {
          System.out.println("On node " + channel.node() + ". Say something.");
          channel.closeHandler(reason -> System.err.println(reason.getMessage()));
          endAfter(say(channel, keyboard));
        });
  }

  /** One line after the other, each when the one before was sent. */
  private Future<Void> say(MessageChannel channel, BufferedReader keyboard) {
    return vertx.executeBlocking(keyboard::readLine).compose(line -> line == null
        ? channel.close()
        : channel.send(ClusterMessage.toAll("example", "hbtext", Map.of("text", line))).compose(number -> say(channel, keyboard)));
  }

  private void endAfter(Future<?> work) {
    work.onFailure(failure -> System.err.println(failure.getMessage()))
        .onComplete(done -> vertx.close().onComplete(closed -> System.exit(done.succeeded() ? 0 : 1)));
  }
}
