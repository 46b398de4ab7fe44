package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/** {@code rscstatus}: which resources this node holds. */
record Resources() implements SubCommand {
  @Override
  public int run(Register register, Words words, PrintStream out) throws IOException, Refused {
    if (!register.isManager()) {
      throw Refused.logging(Exit.NO, "Cannot get cluster resource status of a pacemaker cluster; try crm_mon");
    }
    Message answer = register.ask(register.request("getrsc"));
    if (!register.isGood(answer)) {
      throw Refused.logging(Exit.FAILED, "Cannot get cluster resource status",
          "REASON: " + answer.text(Fields.INFO, ""));
    }
    String held = answer.text(Fields.RESOURCES_HELD, "");
    out.println(words.forPeople() ? "This node is holding " + held + " resources." : held);
    return Exit.OK;
  }
}
