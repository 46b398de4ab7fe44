package org.linuxha.heartbeat.simulation;
public class Scratch {
  public static void main(String[] a) {
    long from = Long.parseLong(a[0]); int n = Integer.parseInt(a[1]);
    boolean trace = a.length > 2;
    java.util.Map<String,Integer> by = new java.util.TreeMap<>();
    Statistics.Counts c = Statistics.Counts.NONE; long t0=System.nanoTime(); int bad=0;
    for (long s = from; s < from+n; s++) {
      Life.Outcome o = Life.live(LifePlan.draw(s, LifePlan.Fixed.NOTHING), trace ? Trace.to(System.out::println) : Trace.NONE);
      c = c.plus(o.counts());
      if (o.violation() != null) { bad++; by.merge(o.violation().invariant(),1,Integer::sum);
        if (by.get(o.violation().invariant())<=4) { System.out.println(s+" "+o.violation().getMessage());
        if (o.violation().getCause()!=null) o.violation().getCause().printStackTrace(System.out); } }
    }
    System.out.println(by+" bad="+bad+" "+c+" "+(System.nanoTime()-t0)/1000000+" ms");
  }
}
