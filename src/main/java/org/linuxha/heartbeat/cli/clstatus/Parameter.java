package org.linuxha.heartbeat.cli.clstatus;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;

/** {@code hbparameter}: a value of ha.cf, or its default. */
record Parameter() implements SubCommand {
  private static final Set<String> KEPT = Set.of("hbversion", "pacemaker");

  @Override
  public String options() {
    return "mp:";
  }

  @Override
  public void check(Words words) throws Refused {
    if (words.name() == null) {
      throw Refused.logging(Exit.WRONG_USE, "parameter name required");
    }
  }

  @Override
  public int run(Register register, Words words, PrintStream out) throws IOException, Refused {
    String name = words.name();
    // the library keeps those of the sign-on, which say more
    String value = KEPT.contains(name)
        ? register.fact(name)
        : register.ask(register.request("getparm").with("pname", name)).text("pvalue");
    if (value == null) {
      throw Refused.logging(Exit.NO, "Cannot get parameter " + name + "'s value", "REASON: ");
    }
    out.println(words.forPeople() ? "Heartbeat parameter " + name + "'s value: " + value : value);
    return Exit.OK;
  }
}
