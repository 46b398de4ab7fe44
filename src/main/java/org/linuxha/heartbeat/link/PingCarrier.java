package org.linuxha.heartbeat.link;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.linuxha.heartbeat.bus.LinkOutput;
import org.linuxha.heartbeat.config.Medium;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Cause;

/**
 * A ping node (wire.md 8.7): for each status of ours it is asked by ICMP echo, and the data of the
 * question, which comes back in the answer, is its sign of life. Nothing else goes out here.
 */
final class PingCarrier implements Carrier {
  private static final String STATUS = "status";
  private static final String PING_STATUS = "NS_st";
  private static final String PING = "ping";

  private final Medium.Ping medium;
  private final Carriers.Site site;
  private final boolean v6;
  private final Set<InetAddress> hosts = new LinkedHashSet<>();
  private IcmpSocket socket;
  private boolean closed;

  PingCarrier(Medium.Ping medium, Carriers.Site site) {
    this.medium = medium;
    this.site = site;
    v6 = medium.kind().equals("ping6");
  }

  @Override
  public String started() {
    return medium.kind().replace('_', ' ') + " heartbeat started.";
  }

  @Override
  public Future<Void> open() {
    closed = false;
    IcmpSocket shared = IcmpSocket.of(site.vertx(), v6);
    return site.vertx()
        .executeBlocking(this::literals, false)
        .compose(found -> {
          hosts.addAll(found);
          return shared.acquire(site);
        })
        .recover(failure -> Future.failedFuture(new CannotOpen(Cause.of(failure))))
        .onSuccess(open -> {
          socket = shared;
          if (closed) {
            close();
          }
        });
  }

  /** The configuration holds numbers, so no name service is asked; a zone like %eth0 is looked up. */
  private Set<InetAddress> literals() throws UnknownHostException {
    Set<InetAddress> found = new LinkedHashSet<>();
    for (String address : medium.addresses()) {
      found.add(InetAddress.getByName(address));
    }
    return found;
  }

  @Override
  public void send(LinkOutput.Transmit transmit) {
    if (socket == null || !STATUS.equals(transmit.message().type())) {
      return;
    }
    try {
      byte[] data = site.upstream().envelope().packWithAuth(question(transmit.message()));
      socket.ask(hosts, data, from -> site.upstream().received(data, from.getHostAddress()), this::failed);
    } catch (MalformedMessage e) {
      failed(e);
    }
  }

  private Message question(Message status) {
    return Message.ofType(PING_STATUS)
        .with(Fields.STATUS, PING)
        .with(Fields.INFO, medium.kind())
        .with(Fields.SOURCE, medium.name())
        .with(Fields.TIME, status.text(Fields.TIME));
  }

  private void failed(Throwable cause) {
    site.upstream().sendFailed("Unable to send a ping packet to " + medium.name(), UdpCarrier.reason(cause));
  }

  /** What is sent is answered or not; there is nothing to wait for that could save a node from being judged. */
  @Override
  public void drain(Runnable drained) {
    site.loop().after(0, () -> site.loop().after(0, drained));
  }

  @Override
  public Future<Condition> check() {
    return Future.succeededFuture(Condition.SOUND);
  }

  @Override
  public Future<Void> close() {
    closed = true;
    if (socket != null) {
      socket.release();
      socket = null;
    }
    return Future.succeededFuture();
  }
}
