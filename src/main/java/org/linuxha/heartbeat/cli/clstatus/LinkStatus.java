package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code hblinkstatus}: whether a node is heard on a link. */
record LinkStatus() implements SubCommand {
  @Override
  public void check(Words words) throws Refused {
    if (words.parameters().size() < 2) {
      throw Refused.saying(Exit.WRONG_USE, "No enough parameter.");
    }
  }

  @Override
  public int run(Register register, Words words, PrintStream out) throws IOException, Refused {
    String node = words.parameters().get(0);
    String link = words.parameters().get(1);
    Message answer =
        register.ask(register.request("ifstatus").with(Fields.NODE, node).with(LinkList.LINK, link));
    if (!register.isGood(answer)) {
      // C asks for the reason after it has been forgotten
      throw Refused.logging(Exit.FAILED, "Cannot get heartbeat link status", "REASON: ");
    }
    String status = answer.text(Fields.STATUS, "");
    out.println(words.forPeople() ? "The node " + node + "'s heartbeat link " + link + " is " + status : status);
    return status.equals("up") ? Exit.OK : Exit.NO;
  }
}
