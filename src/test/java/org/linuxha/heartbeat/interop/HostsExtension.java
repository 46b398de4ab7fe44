package org.linuxha.heartbeat.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the {@link Hosts} of a test and decides, after it, what remains of them. */
final class HostsExtension implements BeforeAllCallback, ParameterResolver {

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(HostsExtension.class);

  /** Closed by JUnit at the end of the test, when it is known whether the test failed. */
  private record Resource(Hosts hosts, ExtensionContext context) implements AutoCloseable {
    @Override
    public void close() {
      boolean failed = context.getExecutionException().isPresent();
      String logs = failed ? hosts.lastLogs(60) : "";
      hosts.close();
      if (failed) {
        System.err.println(context.getDisplayName() + " failed; files: " + hosts.home());
        System.err.println(logs);
      } else {
        hosts.deleteFiles();
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Assumptions.assumeTrue(isRoot(), "namespaces for hosts need root");
    Assumptions.assumeTrue(CDaemon.installed(), "the C daemon is not installed (package heartbeat)");
  }

  private static boolean isRoot() {
    return "0".equals(Command.run(Host.COMMAND_LIMIT, List.of("id", "-u")).out().strip());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Hosts.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Interop interop =
        Optional.ofNullable(context.getRequiredTestMethod().getAnnotation(Interop.class))
            .orElseGet(() -> context.getRequiredTestClass().getAnnotation(Interop.class));
    Hosts hosts = Hosts.open(directory(context), List.of(interop.value()));
    context.getStore(STORE).put("hosts", new Resource(hosts, context));
    return hosts;
  }

  /** Below target/, named for people; the process number keeps runs beside each other apart. */
  private static Path directory(ExtensionContext context) {
    String name =
        context.getRequiredTestClass().getSimpleName() + "-" + context.getRequiredTestMethod().getName();
    return Path.of("target", "interop",
            ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet() + "-" + name)
        .toAbsolutePath();
  }
}
