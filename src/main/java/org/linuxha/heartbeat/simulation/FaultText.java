package org.linuxha.heartbeat.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text form of {@link FaultOptions}. It follows the record's components, so that an option added
 * there is readable and printable here.
 */
final class FaultText {
  private static final RecordComponent[] COMPONENTS = FaultOptions.class.getRecordComponents();

  private FaultText() {}

  static FaultOptions apply(FaultOptions base, String text) {
    Object[] values = values(base);
    for (String assignment : text.split("[,\\s]+")) {
      if (!assignment.isEmpty()) {
        assign(values, assignment);
      }
    }
    return make(values);
  }

  private static void assign(Object[] values, String assignment) {
    String[] sides = assignment.split("=", 2);
    for (int i = 0; i < COMPONENTS.length; i++) {
      if (sides.length == 2 && COMPONENTS[i].getName().equals(sides[0])) {
        values[i] = parse(COMPONENTS[i], sides[1]);
        return;
      }
    }
    throw new IllegalArgumentException("'" + assignment + "' names no fault; known are " + names());
  }

  static String names() {
    return Arrays.stream(COMPONENTS).map(RecordComponent::getName).collect(Collectors.joining(", "));
  }

  private static Object parse(RecordComponent component, String text) {
    Class<?> type = component.getType();
    if (type == double.class) {
      return share(text);
    } else if (type == long.class) {
      return Long.parseLong(text);
    } else if (type == int.class) {
      return Integer.parseInt(text);
    } else if (type == boolean.class) {
      return Boolean.parseBoolean(text);
    } else if (type == Delay.class) {
      return Delay.parse(text);
    }
    List<Object> elements = new ArrayList<>();
    for (String element : text.split("\\|")) {
      elements.add(component.getName().equals("cuts") ? Cut.parse(element) : PathLoss.parse(element));
    }
    return elements;
  }

  /** Reads {@code 0.2} or {@code 20%}. */
  static double share(String text) {
    try {
      return text.endsWith("%")
          ? new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2).doubleValue()
          : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number: write 0.2 or 20%");
    }
  }

  /** The shortest text that reads back to the same number. */
  static String share(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  static String format(FaultOptions options, FaultOptions base) {
    Object[] values = values(options);
    Object[] usual = values(base);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (!values[i].equals(usual[i])) {
        texts.add(COMPONENTS[i].getName() + "=" + format(values[i]));
      }
    }
    return String.join(",", texts);
  }

  private static String format(Object value) {
    if (value instanceof Double number) {
      return share(number);
    }
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining("|"))
        : value.toString();
  }

  private static Object[] values(FaultOptions options) {
    Object[] values = new Object[COMPONENTS.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = COMPONENTS[i].getAccessor().invoke(options);
      }
      return values;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError("accessors of a record return its components", e);
    }
  }

  private static FaultOptions make(Object[] values) {
    Class<?>[] types = Arrays.stream(COMPONENTS).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<FaultOptions> constructor = FaultOptions.class.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("these faults do not go together: " + e.getCause(), e);
    }
  }
}
