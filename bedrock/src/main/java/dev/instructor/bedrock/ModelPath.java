package dev.instructor.bedrock;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The address of a model's operation; an id can be an ARN, with colons and slashes. */
final class ModelPath {
  private ModelPath() {}

  static String of(String model, String operation) {
    return "/model/"
        + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A")
        + "/"
        + operation;
  }
}
