package org.linuxha.heartbeat.config.hacf;

/**
 * One directive of ha.cf.
 *
 * @param name as written in the file
 * @param form how its values are cut
 * @param initial the default as text; null if it has none or depends on others
 * @param description what {@code heartbeat -v} prints beside it; null if it is no parameter
 * @param handler reads one value (or the whole line)
 */
record Directive(String name, Form form, String initial, String description, Handler handler) {

  /** How values are cut. */
  enum Form {
    /**
     * Several values between blanks and commas; the handler is called for each, the last one wins.
     */
    VALUES,
    /** The rest of the line is one value. */
    LINE
  }

  /** Reads one value into the draft of the configuration. */
  interface Handler {
    void read(Entry entry) throws Refusal;
  }

  /** A setting that {@code heartbeat -v} prints and {@code getparm} tells. */
  static Directive setting(String name, String initial, String description, Handler handler) {
    return new Directive(name, Form.VALUES, initial, description, handler);
  }

  /** A directive that takes several values and is no parameter. */
  static Directive values(String name, Handler handler) {
    return new Directive(name, Form.VALUES, null, null, handler);
  }

  /** A directive whose whole line is one value. */
  static Directive line(String name, Handler handler) {
    return new Directive(name, Form.LINE, null, null, handler);
  }

  boolean isParameter() {
    return description != null;
  }
}
