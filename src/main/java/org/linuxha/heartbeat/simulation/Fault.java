package org.linuxha.heartbeat.simulation;

/** One thing that befalls a world at a moment. */
sealed interface Fault {
  void befall(Simulation world);

  record Start(String node) implements Fault {
    @Override
    public void befall(Simulation world) {
      world.node(node).start();
    }
  }

  /** Dies after so many more effects on the world: 0 is in the middle of the next thing it does. */
  record Crash(String node, int afterEffects, boolean loseState) implements Fault {
    @Override
    public void befall(Simulation world) {
      world.node(node).crashAfter(afterEffects, loseState);
    }
  }

  record Stop(String node) implements Fault {
    @Override
    public void befall(Simulation world) {
      world.node(node).stop("ordered");
    }
  }

  record Pause(String node) implements Fault {
    @Override
    public void befall(Simulation world) {
      world.node(node).pause();
    }
  }

  record Resume(String node) implements Fault {
    @Override
    public void befall(Simulation world) {
      world.node(node).resume();
    }
  }

  record StepClock(String node, long seconds) implements Fault {
    @Override
    public void befall(Simulation world) {
      world.node(node).stepClock(seconds);
    }
  }

  record CutPath(PathPattern path) implements Fault {
    @Override
    public void befall(Simulation world) {
      world.trace().line(world.nanos(), "network", () -> "is cut: " + path);
      world.network().cut(path);
    }
  }

  record HealPath(PathPattern path) implements Fault {
    @Override
    public void befall(Simulation world) {
      world.trace().line(world.nanos(), "network", () -> "is healed: " + path);
      world.network().heal(path);
    }
  }
}
