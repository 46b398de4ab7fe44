package org.linuxha.heartbeat.interop;

import java.util.ArrayList;
import java.util.List;

/** Our {@code cl_status} and C's, on the same node at the same time: what they print, where, and how they end. */
final class Tools {
  private static final String OURS = OurDaemon.home() + "/bin/cl_status";

  private Tools() {}

  /** Each command line that the two answer differently, with both answers. */
  static List<String> differences(Host host, List<String> commands) {
    List<String> different = new ArrayList<>();
    for (String words : commands) {
      String theirs = patiently(host, words);
      String ours = answer(host, OURS, words);
      if (!ours.equals(theirs)) {
        different.add(host + ": cl_status " + words + "\n  ours: " + ours + "\n  C's:  " + theirs);
      }
    }
    return different;
  }

  /** C's ccm writes the nodes and the membership apart, and C's tool, which does not wait, may miss the second. */
  private static String patiently(Host host, String words) {
    String answer = answer(host, "cl_status", words);
    boolean verbose = words.matches("hbstatus -m?v") && answer.contains("active");
    for (int again = 0; verbose && again < 40 && !answer.contains("ccm membership"); again++) {
      answer = answer(host, "cl_status", words);
    }
    return answer;
  }

  private static String answer(Host host, String program, String words) {
    Command.Result result = host.sh(program + " " + words);
    String said = result.err().replaceAll("(?m)^\\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d (\\S+) cl_status: \\[\\d+\\]: ", "TIME $1 PID: ");
    return "exit " + result.exit() + " out: " + result.out() + " err: " + said;
  }
}
