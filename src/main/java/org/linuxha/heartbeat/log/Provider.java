package org.linuxha.heartbeat.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback for SLF4J as {@link LogSetup} wants it: unconfigured. Logback's own provider looks for its configuration in
 * every jar of the class path and loads its XML reader for that, a tenth of the daemon's start, and all of it is reset
 * before the first line.
 */
public final class Provider implements SLF4JServiceProvider {
  /** SLF4J's property: the class of the provider, with no search for others. */
  private static final String PROPERTY = "slf4j.provider";
  /** Whether SLF4J says on stderr which provider it takes. */
  private static final String VERBOSITY = "slf4j.internal.verbosity";

  private final LoggerContext context = new LoggerContext();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

  /** To be called before the first logger of the process; does nothing if somebody has chosen a provider already. */
  public static void choose() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, Provider.class.getName());
      System.setProperty(VERBOSITY, System.getProperty(VERBOSITY, "WARN"));
    }
  }

  @Override
  public void initialize() {
    context.setName("heartbeat");
    context.setMDCAdapter(mdc);
    context.start();
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}
