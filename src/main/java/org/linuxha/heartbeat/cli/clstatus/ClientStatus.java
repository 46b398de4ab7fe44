package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code clientstatus}: whether a client is signed on, here or on another node, which answers itself. */
record ClientStatus() implements SubCommand {
  private static final int DEFAULT_MILLIS = 500;

  @Override
  public void check(Words words) throws Refused {
    if (words.parameters().size() < 2) {
      throw Refused.saying(Exit.WRONG_USE, "No enough parameter.");
    }
  }

  @Override
  public int run(Register register, Words words, PrintStream out) throws IOException, Refused {
    String client = words.parameters().get(1);
    int millis = words.parameters().size() > 2 ? leadingNumber(words.parameters().get(2)) : DEFAULT_MILLIS;
    Deadline deadline = new Deadline(millis, () -> sayNothingCame(client));
    register.send(register.request("clientstatus").with(Fields.NODE, words.parameters().get(0))
        .with(Fields.CLIENT_NAME, client));
    Message answer;
    do {
      answer = register.receive();
    } while (!answer.has(Fields.CLIENT_STATUS) && !answer.has(Fields.RESULT));
    deadline.met();
    if (!answer.has(Fields.CLIENT_STATUS)) {
      throw nothingCame(client);
    }
    String status = answer.text(Fields.CLIENT_STATUS);
    out.println(status);
    return switch (status) {
      case "online" -> Exit.OK;
      case "join" -> Exit.JOIN;
      case "leave" -> Exit.LEAVE;
      default -> Exit.NO;
    };
  }

  private static Refused nothingCame(String client) {
    return Refused.logging(Exit.FAILED, "Cannot get heartbeat client " + client + "'s status",
        "REASON: No timely response.");
  }

  private static int sayNothingCame(String client) {
    return ClStatus.say(nothingCame(client));
  }

  /** C's atoi: what is no number is 0. */
  private static int leadingNumber(String text) {
    int end = text.startsWith("-") ? 1 : 0;
    while (end < text.length() && Character.isDigit(text.charAt(end)) && end < 9) {
      end++;
    }
    String number = text.substring(0, end);
    return number.isEmpty() || number.equals("-") ? 0 : Integer.parseInt(number);
  }
}
