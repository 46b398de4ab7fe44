package org.linuxha.heartbeat.notation.pacemaker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One resource, or one fencing device, of Pacemaker.
 *
 * @param id unique in the configuration, an XML name
 * @param standard {@code ocf}, {@code lsb} or {@code stonith}
 * @param provider empty unless {@code ocf}
 * @param parameters by name, in order; those of a fencing device may be passwords and are not shown
 */
record Primitive(String id, String standard, String provider, String type, Map<String, String> parameters) {
  Primitive {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** {@code ocf:heartbeat:IPaddr2}, as crmsh and pcs write it. */
  String agent() {
    return standard + ":" + (provider.isEmpty() ? "" : provider + ":") + type;
  }

  @Override
  public String toString() {
    return id + " " + agent();
  }
}
