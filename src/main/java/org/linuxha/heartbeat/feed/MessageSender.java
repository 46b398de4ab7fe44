package org.linuxha.heartbeat.feed;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.linuxha.heartbeat.bus.SignOns;
import org.linuxha.heartbeat.bus.Submission;
import org.linuxha.heartbeat.bus.Submitter;
import org.linuxha.heartbeat.cluster.ClusterEvent;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * Sends for the services that have programs on {@code api.sock}. Each service is one client of this node, however
 * many programs share it: it signs on with its first message or channel, numbers its messages for libhbclient
 * ({@code oseq}, client-api.md 4.1) and signs off when nobody used it for a while. Belongs to the service loop.
 */
final class MessageSender {
  static final int MAX_SERVICES = 64;
  /** Bytes of messages that wait for the heart. */
  private static final long MAX_WAITING_BYTES = 8 * 1_024 * 1_024;
  /** Room for a sign-on before the message. */
  private static final int MOST_WAITING = Submitter.WAITING - 4;
  private static final long IDLE_MILLIS = 60_000;
  private static final String CLIENT_STATUS = "hbapi-clstat";

  /** A service that programs on this node use. */
  private static final class Client {
    final String name;
    final Map<String, Long> numbers = new HashMap<>();
    boolean signedOn;
    long generation;
    int channels;
    long usedMillis;

    Client(String name) {
      this.name = name;
    }
  }

  /** The name belongs to a C program, or there are too many services. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final boolean taken;

    Refused(boolean taken, String message) {
      super(message, null, false, false);
      this.taken = taken;
    }
  }

  private final Submitter submitter;
  private final Map<String, Client> clients = new HashMap<>();
  private final Set<String> cPrograms = new HashSet<>();
  /** Our own sign-ons whose end was not heard yet. */
  private final Set<String> announced = new HashSet<>();
  private final SignOns signOns;
  private long waitingBytes;

  MessageSender(Vertx vertx) {
    this.submitter = new Submitter(vertx, Submitter.Share.HTTP);
    this.signOns = SignOns.of(vertx);
  }

  int waiting() {
    return submitter.waiting();
  }

  int outstanding() {
    return submitter.outstanding();
  }

  void hear(ClusterEvent event) {
    submitter.hear(event);
    if (event instanceof ClusterEvent.Delivered delivered && delivered.own()
        && CLIENT_STATUS.equals(delivered.message().type())) {
      noteProgram(delivered.message());
    }
  }

  /** A name that somebody else of this node signed on with, the membership service for one, is taken. */
  private void noteProgram(Message message) {
    String name = message.text(Fields.FROM_ID, "");
    boolean joined = "join".equals(message.text(Fields.STATUS));
    String life = life(name, message.text(Fields.CLIENT_GENERATION, ""));
    if (announced.contains(life)) {
      if (!joined) {
        announced.remove(life);
      }
    } else if (joined) {
      cPrograms.add(name);
    } else {
      cPrograms.remove(name);
    }
  }

  private static String life(String name, String generation) {
    return name + "/" + generation;
  }

  /** True if nothing can be sent now, and it is no matter of a moment. */
  boolean isPaused() {
    return submitter.isPaused();
  }

  /** True if that many bytes more cannot be taken. */
  private boolean isFull(int bytes) {
    return submitter.waiting() >= MOST_WAITING || waitingBytes + bytes > MAX_WAITING_BYTES;
  }

  /** A channel opens: its service signs on if it has not, and stays at least as long. */
  long open(String service, long nowMillis) {
    Client client = client(service);
    if (!client.signedOn && isFull(0)) {
      throw new Refused(false, "too many messages wait already");
    }
    client.channels++;
    client.usedMillis = nowMillis;
    signOn(client);
    return client.generation;
  }

  void close(String service, long nowMillis) {
    Client client = clients.get(service);
    client.channels--;
    client.usedMillis = nowMillis;
    if (client.channels == 0) {
      signOff(client);
    }
  }

  private Client client(String service) {
    if (cPrograms.contains(service) || signOns.isTakenBesides(SignOns.Door.API, service)) {
      throw new Refused(true, "A program of this node is signed on as " + service + ".");
    }
    Client client = clients.get(service);
    if (client == null) {
      if (clients.size() >= MAX_SERVICES) {
        throw new Refused(false, MAX_SERVICES + " services are in use on this node.");
      }
      client = new Client(service);
      clients.put(service, client);
    }
    return client;
  }

  /**
   * Sends; the answer is the number among the ordered messages of this service and destination. Fails with {@link
   * Submitter.Full} if too many wait.
   *
   * @throws Refused if the service cannot be used
   */
  Future<Long> send(MessageForm.Wish wish, long nowMillis) {
    Client client = client(wish.service());
    if (isFull(wish.bytes())) {
      return Future.failedFuture(Submitter.full());
    }
    client.usedMillis = nowMillis;
    signOn(client);
    long number = client.numbers.merge(wish.to() == null ? "" : wish.to(), 1L, Long::sum);
    long generation = client.generation;
    Message message = wish.message();
    if (wish.to() != null) {
      message = message.with(Fields.DESTINATION, wish.to());
    }
    message =
        message
            .with(Fields.ORDER_SEQUENCE, Long.toHexString(number))
            .with(Fields.FROM_ID, client.name)
            .with(Fields.TO_ID, client.name)
            .with(Fields.CLIENT_GENERATION, Long.toString(generation));
    waitingBytes += wish.bytes();
    return submitter.submit(new Submission("http", message)).map(number).onComplete(sent -> {
      waitingBytes -= wish.bytes();
      if (sent.failed() && client.signedOn && client.generation == generation) {
        // receivers would wait for its number for ever: a fresh sign-on makes them begin at one
        signOff(client);
      }
    });
  }

  private void signOn(Client client) {
    if (!client.signedOn) {
      client.signedOn = true;
      client.generation = signOns.nextGeneration();
      signOns.take(SignOns.Door.API, client.name);
      client.numbers.clear();
      announced.add(life(client.name, Long.toString(client.generation)));
      announce(client, "join", "signon");
    }
  }

  private void signOff(Client client) {
    if (client.signedOn) {
      announce(client, "leave", "signoff");
      client.signedOn = false;
      signOns.release(SignOns.Door.API, client.name);
    }
  }

  /** Fields in C's order (client-api.md 4.4, wire.md 4). A lost one costs the receivers a moment's order, no more. */
  private void announce(Client client, String what, String info) {
    String life = life(client.name, Long.toString(client.generation));
    submitter.submit(new Submission("http", Message.ofType(CLIENT_STATUS)
        .with(Fields.STATUS, what)
        .with(Fields.FROM_ID, client.name)
        .with(Fields.TO_ID, client.name)
        .with(Fields.INFO, info)
        .with(Fields.CLIENT_GENERATION, Long.toString(client.generation))))
        .onFailure(lost -> announced.remove(life));
  }

  /** Signs off who has no channel and sent nothing for a minute. */
  void tick(long nowMillis) {
    clients.values().removeIf(client -> {
      if (client.channels > 0 || nowMillis - client.usedMillis < IDLE_MILLIS) {
        return false;
      }
      signOff(client);
      return true;
    });
  }
}
