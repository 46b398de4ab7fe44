package org.linuxha.heartbeat.link;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.linuxha.heartbeat.bus.Addresses;
import org.linuxha.heartbeat.bus.Gathered;
import org.linuxha.heartbeat.bus.House;
import org.linuxha.heartbeat.bus.LinkInput;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.config.LinkSections;
import org.linuxha.heartbeat.config.LinkSettings;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.config.MediumKey;
import org.linuxha.heartbeat.message.Bytes;
import org.linuxha.heartbeat.message.Message;
import org.slf4j.LoggerFactory;

/**
 * Links in a process of its own, to be run inside a network namespace. Orders come on standard input,
 * a line each; what the links tell goes out as lines that begin with {@code @}.
 */
final class LinkPeer {
  private final House house = House.open();
  private final Map<String, String> deployments = new HashMap<>();
  private LinkSections sections = LinkSections.NONE;

  private LinkPeer() {
    Gathered.<LinkInput>consumer(house.vertx().eventBus(), Addresses.LINK_RECEIVED, LinkPeer::print);
  }

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(LinkVerticle.class)).setLevel(Level.INFO);
    LinkPeer peer = new LinkPeer();
    System.out.println("@ READY");
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      peer.obey(order.split(" "));
    }
    Bench.await(peer.house.close());
    System.exit(0);
  }

  private static void print(LinkInput input) {
    if (input instanceof LinkInput.Received received) {
      System.out.println("@ RECEIVED " + received.link() + " " + received.message().type());
    } else if (input instanceof LinkInput.MediumState state) {
      System.out.println("@ STATE " + state.linkId() + " "
          + (state.open() ? "open" : "shut " + state.problem().code().id() + " " + state.problem().text()));
    } else {
      System.out.println("@ " + input);
    }
  }

  private void obey(String[] words) throws Exception {
    switch (words[0]) {
      case "open" -> {
        Medium medium = medium(words);
        String id = words[1];
        Future<String> deployed =
            house.deploy(House.Loop.PULSE, () -> new LinkVerticle(id, medium, Bench.CONFIG, Bench.KEYS, sections, Bench.NODE));
        deployments.put(id, Bench.await(deployed));
        System.out.println("@ DEPLOYED " + id);
      }
      case "bind" -> sections = new LinkSections(
          Map.of(new MediumKey(words[1] + " " + words[2]), new LinkSettings("", Map.of(Bench.NODE, words[3]))), Map.of());
      case "close" -> {
        Bench.await(house.vertx().undeploy(deployments.remove(words[1])));
        System.out.println("@ UNDEPLOYED " + words[1]);
      }
      case "reset" -> {
        for (String deployment : deployments.values()) {
          Bench.await(house.vertx().undeploy(deployment));
        }
        deployments.clear();
        sections = LinkSections.NONE;
        System.out.println("@ RESET");
      }
      case "send" -> {
        Message message = Bench.message(words[1]);
        publish(new LinkOutput.Transmit(message, Bytes.copyOf(Bench.packet(message, Bench.KEYS))));
      }
      case "huge" -> publish(new LinkOutput.Transmit(Bench.message("huge"), Bytes.copyOf(new byte[70_000])));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private void publish(LinkOutput output) {
    house.vertx().eventBus().publish(Addresses.LINK_SEND, output);
  }

  /** {@code open ID KIND DEVICE ...} (after {@code bind KIND DEVICE ADDRESS}), the rest as in ha.cf with the port in it. */
  private static Medium medium(String[] words) {
    String device = words[3];
    int port = Integer.parseInt(words[5]);
    return switch (words[2]) {
      case "bcast" -> new Medium.Bcast(device, port);
      case "ucast" -> new Medium.Ucast(device, words[4], port);
      case "ucast6" -> new Medium.Ucast6(device, words[4], port);
      case "mcast" -> new Medium.Mcast(device, words[4], port, Integer.parseInt(words[6]), words[7].equals("1"));
      case "mcast6" -> new Medium.Mcast6(device, words[4], port, Integer.parseInt(words[6]), words[7].equals("1"));
      default -> throw new IllegalArgumentException(words[2]);
    };
  }
}
