package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import org.linuxha.heartbeat.message.Fields;
import org.linuxha.heartbeat.message.Message;

/**
 * What is known of one node: {@code nodestatus}, {@code nodeweight}, {@code nodesite}, {@code nodetype}.
 *
 * @param field of the answer
 * @param tooFew what is said without a node; C has two spellings
 * @param unknown what is said if there is no such node; C has two spellings
 * @param sentence for people: node, then value
 */
record NodeFact(String request, String field, String tooFew, String unknown, String sentence) implements SubCommand {
  private static final Set<String> WELL = Set.of("active", "up", "ping");

  @Override
  public void check(Words words) throws Refused {
    if (words.parameters().isEmpty()) {
      throw Refused.saying(Exit.WRONG_USE, tooFew);
    }
  }

  @Override
  public int run(Register register, Words words, PrintStream out) throws IOException, Refused {
    String node = words.parameters().get(0);
    Message answer = register.ask(register.request(request).with(Fields.NODE, node));
    if (!register.isGood(answer)) {
      throw Refused.saying(Exit.WRONG_USE, unknown);
    }
    String value = answer.text(field, "");
    out.println(words.forPeople() ? String.format(sentence, node, value) : value);
    return !field.equals(Fields.STATUS) || WELL.contains(value) ? Exit.OK : Exit.NO;
  }
}
