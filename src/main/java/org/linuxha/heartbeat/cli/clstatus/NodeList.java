package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code listnodes}: all nodes, the last of ha.cf first. */
record NodeList() implements SubCommand {
  private static final String KIND = "nodetype";

  @Override
  public String options() {
    return "mnpv";
  }

  @Override
  public int run(Register register, Words words, PrintStream out) throws IOException, Refused {
    List<Message> nodes = new ArrayList<>(register.askForAll(register.request("nodelist")));
    Collections.reverse(nodes);
    if (words.forPeople()) {
      out.println("The nodes are as follow:");
    }
    boolean all = words.has('n') == words.has('p');
    for (Message node : nodes) {
      String kind = node.text(KIND, "");
      if (node.has(Fields.NODE) && (all || kind.equals(words.has('n') ? "normal" : "ping"))) {
        print(register, node, kind, words, out);
      }
    }
    return Exit.OK;
  }

  private static void print(Register register, Message node, String kind, Words words, PrintStream out)
      throws IOException, Refused {
    String name = node.text(Fields.NODE);
    if (!words.has('v')) {
      out.println(name);
      return;
    }
    out.println("\n" + name + "\t" + node.text(Fields.STATUS, "") + "\t(nodetype: " + kind + ")");
    new LinkList().print(register, name, words, true, out);
  }
}
