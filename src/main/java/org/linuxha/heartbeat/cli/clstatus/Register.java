package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.linuxha.heartbeat.message.ClassicCodec;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.MalformedMessage;
import org.linuxha.heartbeat.message.Message;
import org.linuxha.heartbeat.message.NetstringCodec;
import org.linuxha.heartbeat.problem.Cause;

/** A casual client of the daemon: signs on, asks, signs off (client-api.md 3). */
final class Register implements AutoCloseable {
  private static final String REQUEST = "hbapi-req";
  private static final String REPLY = "hbapi-resp";
  private static final String REQUEST_TYPE = "reqtype";

  private static final Set<String> NO_PACEMAKER = Set.of("", "false", "off", "no", "n", "0");

  private final Socket socket;
  private final Self self;
  private Message facts;

  private Register(Socket socket, Self self) {
    this.socket = socket;
    this.self = self;
  }

  /** Why we may not ask, in C's words. */
  static final class NotSignedOn extends Exception {
    private static final long serialVersionUID = 1L;

    NotSignedOn(String reason) {
      super(reason, null, false, false);
    }
  }

  static Register signOn(Path path, Self self) throws NotSignedOn {
    Socket socket;
    try {
      socket = Socket.connect(path);
    } catch (IOException e) {
      // Java has no type of its own for it
      boolean forbidden = String.valueOf(e.getMessage()).contains("Permission denied");
      throw new NotSignedOn(forbidden
          ? "permission denied: only root and programs whose group is haclient may ask; try sg haclient -c 'cl_status ...'"
          : "hb_api_signon: Can't initiate connection to heartbeat");
    }
    try {
      Register register = new Register(socket, self);
      register.send(register.request("signon").with("uid", self.uid()).with("gid", self.gid()));
      register.facts = register.reply();
      if (!register.isGood(register.facts)) {
        throw new NotSignedOn(register.facts.text(Fields.INFO, "refused"));
      }
      return register;
    } catch (IOException e) {
      socket.close();
      throw new NotSignedOn(Cause.of(e));
    } catch (NotSignedOn e) {
      socket.close();
      throw e;
    }
  }

  /** What the daemon said of itself: node, hbversion, pacemaker, times. */
  String fact(String name) {
    return facts.text(name, "");
  }

  /** Whether the daemon itself is there for resources, and not Pacemaker. */
  boolean isManager() {
    return NO_PACEMAKER.contains(fact("pacemaker"));
  }

  Message request(String type) {
    return Message.ofType(REQUEST).with(REQUEST_TYPE, type).with("dest", self.node())
        .with("pid", Long.toString(self.pid())).with(Fields.FROM_ID, Long.toString(self.pid()));
  }

  /** The answers to a request, all of them; the last one may say no. */
  List<Message> askForAll(Message request) throws IOException {
    send(request);
    List<Message> answers = new ArrayList<>();
    do {
      answers.add(reply());
    } while (answers.get(answers.size() - 1).text(Fields.RESULT, "").equals("ok/more"));
    return answers;
  }

  Message ask(Message request) throws IOException {
    return askForAll(request).get(0);
  }

  boolean isGood(Message answer) {
    return answer.text(Fields.RESULT, "").toLowerCase(Locale.ROOT).startsWith("ok");
  }

  void send(Message message) throws IOException {
    try {
      byte[] classic = ClassicCodec.encode(message);
      socket.send(Arrays.copyOf(classic, classic.length + 1));
    } catch (MalformedMessage e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Message reply() throws IOException {
    Message message;
    do {
      message = receive();
    } while (!REPLY.equals(message.type()));
    return message;
  }

  /** The next message whatever it is: events come between answers. */
  Message receive() throws IOException {
    try {
      byte[] body = socket.receive();
      return NetstringCodec.isNetstring(body, 0) ? NetstringCodec.decode(body) : ClassicCodec.decode(body);
    } catch (MalformedMessage e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      send(request("signoff"));
    } catch (IOException gone) {
      // it ended first
    }
    socket.close();
  }
}
