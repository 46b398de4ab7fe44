package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code listhblinks}: the links to a node. */
record LinkList() implements SubCommand {
  static final String LINK = "ifname";

  @Override
  public String options() {
    return "mv";
  }

  @Override
  public void check(Words words) throws Refused {
    if (words.parameters().isEmpty()) {
      throw Refused.saying(Exit.WRONG_USE, "No enough parameter.");
    }
  }

  @Override
  public int run(Register register, Words words, PrintStream out) throws IOException, Refused {
    return print(register, words.parameters().get(0), words, words.has('v'), out);
  }

  int print(Register register, String node, Words words, boolean statuses, PrintStream out)
      throws IOException, Refused {
    List<Message> links = register.askForAll(register.request("iflist").with(Fields.NODE, node));
    if (!register.isGood(links.get(0))) {
      throw Refused.logging(Exit.FAILED, "Cannot start heartbeat link interface walk.",
          "REASON: " + links.get(0).text(Fields.INFO, ""));
    }
    if (words.forPeople()) {
      out.println("\tthis node has the following heartbeat links:");
    }
    for (Message link : links) {
      if (link.has(LINK)) {
        out.println("\t" + link.text(LINK) + (statuses ? "\t" + link.text(Fields.STATUS, "") : ""));
      }
    }
    return Exit.OK;
  }
}
