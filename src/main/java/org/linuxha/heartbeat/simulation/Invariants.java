package org.linuxha.heartbeat.simulation;

import java.util.List;

/** All rules that a world is held to, by name. */
final class Invariants {
  static final List<String> NAMES =
      List.of(
          DeliveredOnceInOrder.NAME, NothingLostInSilence.NAME, NoFalseDeath.NAME, DeathInTime.NAME,
          GenerationsRise.NAME, OneMessageANumber.NAME, BoundedQueues.NAME, StopsInTime.NAME,
          Settles.NAME, EverythingArrives.NAME, MembersAgree.NAME, ViewNumbersRise.NAME, OneQuorum.NAME,
          SidesAgree.NAME, NoOscillation.NAME, Converges.NAME);

  private Invariants() {}

  /** Lets every rule watch that world. {@code last} is the one that sends messages of its own. */
  static void watch(Simulation world, EverythingArrives last) {
    Hearing hearing = new Hearing();
    world.add(hearing);
    world.add(new DeliveredOnceInOrder());
    world.add(new NothingLostInSilence());
    world.add(new NoFalseDeath(hearing));
    world.add(new DeathInTime(hearing));
    world.add(new GenerationsRise());
    world.add(new OneMessageANumber());
    world.add(new BoundedQueues());
    world.add(new StopsInTime());
    world.add(new Settles());
    world.add(last);
  }

  /** Lets the rules about memberships watch that world too. */
  static void watchViews(Simulation world, SidesAgree sides, Converges converges) {
    world.add(new MembersAgree());
    world.add(new ViewNumbersRise());
    world.add(new OneQuorum());
    world.add(new NoOscillation());
    world.add(sides);
    world.add(converges);
  }
}
