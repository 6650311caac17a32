package dev.instructor.shared;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One recorded exchange with a vendor.
 *
 * @param id its name
 * @param provider the vendor
 * @param dialect the wire format
 * @param stream whether the answer was streamed
 * @param tags what is special about it
 * @param path the request's path
 * @param request the request's body; empty if it was not recorded
 * @param status the response's status
 * @param headers the response's headers
 * @param body the response's body
 * @param schemas what the request asked for
 * @param expected what is to be read from the response
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record Cassette(
    String id,
    String provider,
    String dialect,
    boolean stream,
    List<String> tags,
    String path,
    Optional<JsonObject> request,
    int status,
    Map<String, String> headers,
    byte[] body,
    List<JsonObject> schemas,
    JsonObject expected) {

  static Cassette of(Json file) {
    JsonObject response = object(file, "/response");
    Map<String, String> headers = new LinkedHashMap<>();
    object(response, "/headers")
        .members()
        .forEach((name, value) -> value.asText().ifPresent(text -> headers.put(name, text)));
    byte[] body =
        response
            .text("body_base64")
            .map(text -> Base64.getDecoder().decode(text))
            .orElseGet(() -> response.text("body").orElse("").getBytes(StandardCharsets.UTF_8));
    return new Cassette(
        text(file, "/id"),
        text(file, "/provider"),
        text(file, "/dialect"),
        file.at("/stream").equals(Optional.of(Json.of(true))),
        file.at("/tags").flatMap(Json::asArray).orElseThrow().items().stream()
            .flatMap(tag -> tag.asText().stream())
            .toList(),
        text(file, "/request/path"),
        file.at("/request/body").flatMap(Json::asObject),
        response
            .get("status")
            .map(status -> ((JsonNumber) status).value().intValueExact())
            .orElseThrow(),
        headers,
        body,
        file.at("/schemas").flatMap(Json::asArray).orElseThrow().items().stream()
            .flatMap(schema -> schema.asObject().stream())
            .toList(),
        object(file, "/expected"));
  }

  private static JsonObject object(Json json, String pointer) {
    return json.at(pointer).flatMap(Json::asObject).orElseThrow();
  }

  private static String text(Json json, String pointer) {
    return json.at(pointer).flatMap(Json::asText).orElseThrow();
  }

  /** Returns the response's content type; empty if it was not recorded. */
  public String contentType() {
    return headers.getOrDefault("content-type", "");
  }

  /** Returns the id, for the names of tests. */
  @Override
  public String toString() {
    return id;
  }
}
