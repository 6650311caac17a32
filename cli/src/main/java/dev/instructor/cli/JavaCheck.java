package dev.instructor.cli;

import dev.instructor.json.Json;
import java.lang.reflect.InvocationTargetException;

/**
 * The JVM that runs this.
 *
 * @param version its version
 * @param vendor who built it
 * @param supported whether the library is tested with it: 17 and newer
 * @param nativeAccess whether native code may be loaded without a warning (JEP 472)
 */
record JavaCheck(String version, String vendor, boolean supported, boolean nativeAccess) {
  private static final int OLDEST = 17;

  static JavaCheck ofThis() {
    return new JavaCheck(
        Runtime.version().toString(),
        System.getProperty("java.vendor", "unknown"),
        Runtime.version().feature() >= OLDEST,
        nativeAccess(JavaCheck.class.getModule()));
  }

  /** Before JDK 24 nothing is said to native code; the question itself came with JDK 22. */
  private static boolean nativeAccess(Module module) {
    if (Runtime.version().feature() < 24) {
      return true;
    }
    try {
      return Boolean.TRUE.equals(Module.class.getMethod("isNativeAccessEnabled").invoke(module));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  Json json() {
    return Json.object()
        .put("version", version)
        .put("vendor", vendor)
        .put("supported", supported)
        .put("nativeAccess", nativeAccess)
        .build();
  }
}
