package org.linuxha.heartbeat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floor plan of the house, kept true: imports run downwards only, the heart is pure. */
class ArchitectureTest {

  private static final String ROOT = "org.linuxha.heartbeat.";
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.linuxha.heartbeat");

  private static final String[] HEART =
      rooms("problem", "message", "auth", "config", "cluster", "membership", "simulation");
  private static final String[] EDGE = rooms("pulse", "link", "client", "feed", "process", "log", "notation");
  private static final String[] PROGRAMS = rooms("setup", "daemon", "cli");
  /** For programs of other people: they shall not get to know the house. */
  private static final String[] LIBRARY = rooms("api");

  private static String[] rooms(String... names) {
    String[] packages = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      packages[i] = ROOT + names[i] + "..";
    }
    return packages;
  }

  private static void layer(String[] upper, String[]... forbidden) {
    for (String[] group : forbidden) {
      noClasses().that().resideInAnyPackage(upper)
          .should().dependOnClassesThat().resideInAnyPackage(group)
          .allowEmptyShould(true).check(HOUSE);
    }
  }

  @Test
  void theHeartKnowsNoVertxNettyLoggerFileOrThread() {
    noClasses().that().resideInAnyPackage(HEART)
        .should().dependOnClassesThat().resideInAnyPackage(
            "io.vertx..", "io.netty..", "org.slf4j..", "ch.qos..", "java.util.logging..",
            "java.nio.file..", "java.net..", "java.util.concurrent..", "com.sun.jna..")
        .check(HOUSE);
    noClasses().that().resideInAnyPackage(HEART)
        .should().dependOnClassesThat().haveNameMatching(
            "java\\.io\\.(File.*|RandomAccessFile|Console)|java\\.lang\\.(Thread|Process.*|Runtime)|java\\.util\\.Random|java\\.security\\.SecureRandom")
        .check(HOUSE);
  }

  @Test
  void theHeartReadsNoClockAndDrawsNoRandomNumberByItself() {
    noClasses().that().resideInAnyPackage(HEART)
        .should().callMethod(System.class, "nanoTime")
        .orShould().callMethod(System.class, "currentTimeMillis")
        .orShould().callMethod(Math.class, "random")
        .orShould().callMethod(java.util.UUID.class, "randomUUID")
        .orShould().callMethod(java.time.Instant.class, "now")
        .check(HOUSE);
  }

  @Test
  void importsRunDownwardsOnly() {
    layer(HEART, rooms("bus"), EDGE, PROGRAMS);
    layer(rooms("bus"), EDGE, PROGRAMS);
    layer(EDGE, PROGRAMS);
  }

  @Test
  void theProgramsReadTheConfigurationInOneRoomThatKnowsNoneOfThem() {
    layer(rooms("setup"), rooms("daemon", "cli"));
    layer(rooms("cli"), rooms("daemon"));
  }

  @Test
  void theLibraryForOthersAndTheHouseDoNotKnowEachOther() {
    layer(LIBRARY, HEART, EDGE, PROGRAMS, rooms("bus"));
    for (String[] ring : new String[][] {HEART, EDGE, PROGRAMS, rooms("bus")}) {
      layer(ring, LIBRARY);
    }
  }

  @Test
  void insideTheHeartImportsRunDownwardsToo() {
    layer(rooms("problem"), rooms("message", "auth", "config", "cluster", "membership", "simulation"));
    layer(rooms("message"), rooms("auth", "config", "cluster", "membership", "simulation"));
    layer(rooms("auth", "config"), rooms("cluster", "membership", "simulation"));
    layer(rooms("cluster", "membership"), rooms("simulation"));
  }

  @Test
  void theRoomsOfTheEdgeMeetOnTheBusOnly() {
    for (String room : new String[] {"pulse", "link", "client", "feed", "process", "log", "notation"}) {
      String[] others = java.util.Arrays.stream(EDGE)
          .filter(other -> !other.equals(ROOT + room + "..")).toArray(String[]::new);
      noClasses().that().resideInAPackage(ROOT + room + "..")
          .should().dependOnClassesThat().resideInAnyPackage(others)
          .allowEmptyShould(true).check(HOUSE);
    }
  }

  @Test
  void vertxAndNettyInternalsAndNativesLiveInTheBusOnly() {
    noClasses().that().resideOutsideOfPackage(ROOT + "bus..")
        .should().dependOnClassesThat().resideInAnyPackage("io.vertx.core.internal..", "io.vertx.core.impl..", "com.sun.jna..")
        .check(HOUSE);
  }

  @Test
  void noRoomsDependOnEachOtherInACircle() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void everyRoomStandsInTheFloorPlan() {
    classes().that().resideInAPackage("org.linuxha.heartbeat..")
        .should().resideInAnyPackage(
            java.util.stream.Stream.of(HEART, EDGE, PROGRAMS, LIBRARY, rooms("bus"))
                .flatMap(java.util.Arrays::stream).toArray(String[]::new))
        .check(HOUSE);
  }
}
