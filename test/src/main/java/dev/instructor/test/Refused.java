package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.Optional;

/** The vendor's refusal of a request, in the vendor's own words. Has no stack trace. */
final class Refused extends RuntimeException {
  private final int status;
  private final String words;
  private final String type;
  private final Optional<String> parameter;
  private final Optional<String> code;

  Refused(int status, String type, String parameter, String code, String message) {
    // The vendor's words can quote the request.
    super("Refused with status " + status + ", code " + code, null, false, false);
    this.status = status;
    this.words = message;
    this.type = type;
    this.parameter = parameter.isEmpty() ? Optional.empty() : Optional.of(parameter);
    this.code = code.isEmpty() ? Optional.empty() : Optional.of(code);
  }

  /** A bad request; an empty parameter or code is none. */
  static Refused badRequest(String parameter, String code, String message) {
    return new Refused(400, "invalid_request_error", parameter, code, message);
  }

  static Refused missing(String parameter) {
    return badRequest(
        parameter,
        "missing_required_parameter",
        "Missing required parameter: '" + parameter + "'.");
  }

  static Refused unknown(String parameter) {
    return badRequest(parameter, "unknown_parameter", "Unknown parameter: '" + parameter + "'.");
  }

  static Refused wrongType(String parameter, String expected, Json actual) {
    return badRequest(
        parameter,
        "invalid_type",
        "Invalid type for '%s': expected %s, but got %s instead."
            .formatted(parameter, expected, described(actual)));
  }

  static Refused wrongValue(String parameter, String actual, String supported) {
    return badRequest(
        parameter,
        "invalid_value",
        "Invalid value: '%s'. Supported values are: %s.".formatted(actual, supported));
  }

  static Refused emptyArray(String parameter) {
    return badRequest(
        parameter,
        "empty_array",
        "Invalid '%s': empty array. Expected an array with minimum length 1, but got an empty array instead."
            .formatted(parameter));
  }

  static Refused longArray(String parameter, int limit, int length) {
    return badRequest(
        parameter,
        "array_above_max_length",
        "Invalid '%s': array too long. Expected an array with maximum length %s, but got an array with length %s instead."
            .formatted(parameter, limit, length));
  }

  static Refused longText(String parameter, int limit, int length) {
    return badRequest(
        parameter,
        "string_above_max_length",
        "Invalid '%s': string too long. Expected a string with maximum length %s, but got a string with length %s instead."
            .formatted(parameter, limit, length));
  }

  static Refused mismatch(String parameter, String pattern) {
    return badRequest(
        parameter,
        "invalid_value",
        "Invalid '%s': string does not match pattern. Expected a string that matches the pattern '%s'."
            .formatted(parameter, pattern));
  }

  static Refused unsupportedParameter(String parameter) {
    return badRequest(
        parameter,
        "unsupported_parameter",
        "Unsupported parameter: '" + parameter + "' is not supported with this model.");
  }

  private static String described(Json value) {
    return switch (value.type()) {
      case "object" -> "an object";
      case "array" -> "an array";
      case "boolean" -> "a boolean";
      case "number" -> "a number";
      case "string" -> "a string";
      default -> "null";
    };
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  /** Returns what the vendor says. */
  String words() {
    return words;
  }

  Optional<String> parameter() {
    return parameter;
  }

  Optional<String> code() {
    return code;
  }

  /** Returns the body of OpenAI's error response. */
  JsonObject body() {
    return body(words, type, parameter, code);
  }

  static JsonObject body(
      String message, String type, Optional<String> parameter, Optional<String> code) {
    JsonObject error =
        Json.object()
            .put("message", message)
            .put("type", type)
            .put("param", parameter.map(Json::of).orElse(Json.ofNull()))
            .put("code", code.map(Json::of).orElse(Json.ofNull()))
            .build();
    return Json.object().put("error", error).build();
  }
}
