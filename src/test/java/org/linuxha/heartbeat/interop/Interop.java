package org.linuxha.heartbeat.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods may have a parameter of type {@link Hosts}: fresh hosts for that
 * method alone, taken down after it; the annotation of a method names other hosts. When the method fails, the hosts' files are kept and the ends
 * of their logs printed.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(HostsExtension.class)
@interface Interop {
  /** The hosts' names, in the order of their numbers. */
  String[] value() default {"north", "south"};
}
