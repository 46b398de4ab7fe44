package org.linuxha.heartbeat.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.linuxha.heartbeat.message.Field;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.problem.Code;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens on {@code register}: strangers sign on, clients ask and send, and go (client-api.md 3, 4.1). */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final String REQUEST = "hbapi-req";
  private static final int MOST_MALFORMED = 10;

  private final ClientSetup setup;
  private final Consumer<Runnable> loop;
  private final Sessions sessions;
  private final BodyCodec codec;
  private final Uplink uplink;
  private final Consumer<Session> bell;
  private final Complaints complaints;
  private final SignOn signOn;
  private final Tap tap;
  private final Map<String, Request> requests;
  private final Outbox.Total waiting = new Outbox.Total();
  private final Halves halves = new Halves();

  /**
   * @param loop runs what Netty tells on the verticle's context
   * @param bell tells a client that there is something to read
   * @param tapSwitch begins and ends listening to the links
   */
  Reception(
      ClientSetup setup,
      Consumer<Runnable> loop,
      KnownCluster cluster,
      Sessions sessions,
      BodyCodec codec,
      Uplink uplink,
      Consumer<Session> bell,
      Consumer<Boolean> tapSwitch,
      Complaints complaints) {
    this.setup = setup;
    this.loop = loop;
    this.sessions = sessions;
    this.codec = codec;
    this.uplink = uplink;
    this.bell = bell;
    this.complaints = complaints;
    this.signOn = new SignOn(setup, sessions);
    this.tap = new Tap(setup.node(), cluster, sessions, codec, this::deliver, tapSwitch);
    this.requests = Requests.table(setup, cluster, sessions, uplink, tap::look);
  }

  void welcome(EpollDomainSocketChannel channel) {
    try {
      welcome(channel, Credentials.of(channel.peerCredentials()));
    } catch (IOException gone) {
      channel.close();
    }
  }

  void welcome(Channel channel, Credentials peer) {
    FrameDecoder decoder = new FrameDecoder(halves);
    Session session = new Session(channel, decoder, peer, waiting);
    channel.pipeline().addLast(decoder, new Ear(session));
  }

  /** Netty's side of one connection. */
  private final class Ear extends ChannelInboundHandlerAdapter {
    private final Session session;

    Ear(Session session) {
      this.session = session;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object body) {
      loop.accept(() -> onBody(session, (byte[]) body));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      loop.accept(() -> onEnd(session));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      loop.accept(() -> {
        if (cause instanceof FrameDecoder.BadFrame) {
          complaints.about(Code.CLIENT_CUT, session.shown(), "it sent " + cause.getMessage() + ".");
          end(session, "badclient");
        } else {
          end(session, "EOF");
        }
      });
    }
  }

  private void onBody(Session session, byte[] body) {
    if (!session.channel.isOpen() || body.length == 0) {
      return;
    }
    Message message;
    try {
      message = BodyCodec.decode(body);
      session.malformedInRow = 0;
    } catch (MalformedMessage e) {
      onMalformed(session, e);
      return;
    }
    if (!session.isSignedOn()) {
      onStranger(session, message);
    } else if (REQUEST.equals(message.type())) {
      onRequest(session, message);
    } else if (message.type() != null) {
      onClusterMessage(session, message);
    }
  }

  private void onMalformed(Session session, MalformedMessage e) {
    complaints.about(Code.CLIENT_MESSAGE_BAD, session.shown(), "what it sent is no message: " + e.getMessage() + ".");
    if (++session.malformedInRow >= MOST_MALFORMED) {
      end(session, "noinput");
    }
  }

  /** All but a sign-on is ignored; one may follow. */
  private void onStranger(Session session, Message message) {
    boolean signsOn = REQUEST.equals(message.type()) && SignOn.TYPE.equals(message.text(Reply.REQUEST_TYPE));
    if (!signsOn || !SignOn.isComplete(message)) {
      return;
    }
    long generation = sessions.nextGeneration();
    SignOn.Verdict verdict = signOn.judge(session, message, generation);
    List<Field> facts = signOn.facts();
    Reply reply = new Reply(SignOn.TYPE, answer -> tell(session, answer));
    if (verdict.refusal() != null) {
      complaints.about(Code.CLIENT_REFUSED, session.shown(), "it wanted to sign on: " + verdict.refusal() + ".");
      reply.signOn(verdict.refusal(), facts);
      if (verdict.leave() != null) {
        tell(session, verdict.leave());
      }
      session.outbox.closeAfterwards();
      return;
    }
    session.signedOn(verdict.id(), verdict.casual(), generation);
    sessions.add(session);
    LOG.debug("{} signed on", session.shown());
    if (verdict.casual()) {
      reply.signOn(null, facts);
    } else {
      uplink.sendThen(session, ClientNews.joined(setup.node(), verdict.id(), generation), () -> {
        if (session.channel.isOpen()) {
          reply.signOn(null, facts);
        }
      });
    }
  }

  private void onRequest(Session session, Message request) {
    String type = request.text(Reply.REQUEST_TYPE);
    if (type == null || !isOwn(session, request)) {
      return;
    }
    if (type.equals("signoff")) {
      end(session, "signoff");
      return;
    }
    Reply reply = new Reply(type, answer -> tell(session, answer));
    tap.asked(session, request);
    Request handler = requests.get(type);
    if (handler == null) {
      reply.bad();
    } else {
      handler.answer(session, request, reply);
    }
  }

  /** By pid if given, else by name (client-api.md 3.1). */
  private boolean isOwn(Session session, Message request) {
    String process = request.text(SignOn.PROCESS);
    String id = request.text(Fields.FROM_ID);
    boolean own = process != null ? process.equals(Integer.toString(session.peer.pid())) : session.id().equals(id);
    if (!own) {
      complaints.about(Code.CLIENT_MESSAGE_BAD, session.shown(), "a request in the name of another client is ignored.");
    }
    return own;
  }

  private void onClusterMessage(Session session, Message message) {
    if (session.isCasual()) {
      complaints.about(Code.CLIENT_CUT, session.shown(), "a casual client sent a cluster message.");
      end(session, "badclient");
      return;
    }
    if (message.has(Fields.COMPRESSED_PAYLOAD)) {
      complaints.about(Code.CLIENT_CUT, session.shown(), "it sent a message hidden in a message.");
      end(session, "badclient");
      return;
    }
    boolean taken = uplink.offer(
        session,
        message
            .without(Fields.AUTH)
            .with(List.of(
                Field.text(Fields.FROM_ID, session.id()),
                Field.text(Fields.TO_ID, session.id()),
                Field.text(Fields.CLIENT_GENERATION, Long.toString(session.generation())))));
    if (!taken) {
      complaints.about(Code.CLIENT_CUT, session.shown(), "it sends more than can wait: " + session.outgoingBytes + " bytes do already.");
      end(session, "badclient");
    }
  }

  /** For packets beyond normal traffic. */
  Tap tap() {
    return tap;
  }

  private void tell(Session session, Message message) {
    try {
      deliver(session, codec.encode(message));
    } catch (MalformedMessage e) {
      complaints.about(Code.CLIENT_MESSAGE_BAD, session.shown(), "it cannot be answered: " + e.getMessage() + ".");
    }
  }

  /** Sends a body, or cuts a client that does not read. */
  void deliver(Session session, byte[] body) {
    if (!session.channel.isOpen()) {
      return;
    }
    if (session.outbox.send(body)) {
      if (session.signal() != 0) {
        // who is called shall find it there
        session.channel.flush();
      }
      bell.accept(session);
      return;
    }
    int waiting = session.outbox.waiting();
    complaints.about(Code.CLIENT_CUT, session.shown(), "it does not read: " + waiting + " messages wait.");
    end(session, "send failed,farside_pid=" + session.peer.pid() + ", sendq length=" + waiting
        + "(max is " + session.outbox.limit() + ")");
  }

  private void onEnd(Session session) {
    if (session.isSignedOn()) {
      end(session, ProcessHandle.of(session.peer.pid()).isPresent() ? "EOF" : "died");
    }
  }

  private void end(Session session, String why) {
    if (session.isSignedOn()) {
      String id = session.id();
      sessions.remove(session);
      session.signedOff();
      tap.look();
      LOG.debug("client {} left: {}", id, why);
      if (!session.isCasual()) {
        uplink.send(session, ClientNews.left(setup.node(), id, why, session.generation()));
      }
    }
    // what was sent in this turn shall arrive
    session.channel.flush();
    session.channel.close();
  }
}
