package dev.instructor.test;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request that a provider twin received. Thread-safe. A key is masked, and {@code toString} shows
 * no content.
 */
public final class TwinRequest {
  private static final List<String> SECRETS =
      List.of("authorization", "api-key", "x-api-key", "x-goog-api-key", "proxy-authorization");

  private final String method;
  private final String path;
  private final String query;
  private final Map<String, String> headers;
  private final String text;
  private final int connection;
  private final CountDownLatch disconnected = new CountDownLatch(1);
  private volatile long disconnectedAt;

  TwinRequest(
      String method, String target, Map<String, String> allHeaders, String text, int connection) {
    int mark = target.indexOf('?');
    this.method = method;
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? "" : target.substring(mark + 1);
    Map<String, String> masked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    masked.putAll(allHeaders);
    SECRETS.forEach(name -> masked.computeIfPresent(name, (header, value) -> mask(value)));
    this.headers = Collections.unmodifiableMap(masked);
    this.text = text;
    this.connection = connection;
  }

  private static String mask(String value) {
    int blank = value.indexOf(' ');
    return blank < 0 ? "***" : value.substring(0, blank) + " ***";
  }

  /** Returns the method, such as {@code POST}. */
  public String method() {
    return method;
  }

  /** Returns the path, without the query. */
  public String path() {
    return path;
  }

  /** Returns the query, without its question mark; empty if there is none. */
  public String query() {
    return query;
  }

  /** Returns the headers, whatever the case of the name that is asked for; keys are masked. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Returns a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns the body as it arrived. */
  public String text() {
    return text;
  }

  /**
   * Returns the body.
   *
   * @throws dev.instructor.json.InvalidJsonException if it is not JSON
   */
  public Json json() {
    return Json.parse(text);
  }

  /**
   * Returns the body, which is an object.
   *
   * @throws dev.instructor.json.InvalidJsonException if it is not JSON
   * @throws IllegalStateException if it is no object
   */
  public JsonObject body() {
    return json()
        .asObject()
        .orElseThrow(() -> new IllegalStateException("The request's body is no JSON object"));
  }

  /** Returns the number of the connection it came on, from 1. */
  public int connection() {
    return connection;
  }

  /**
   * Waits until the client closes the connection before the whole response was sent, at most 30
   * seconds.
   *
   * @return when the twin saw it, as {@link System#nanoTime()}
   * @throws AssertionError if it did not
   * @throws InterruptedException if the thread is interrupted
   */
  public long awaitDisconnect() throws InterruptedException {
    if (!disconnected.await(Gate.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(
          "The client did not disconnect within " + Gate.PATIENCE.toSeconds() + " s");
    }
    return disconnectedAt;
  }

  /** Returns whether the client closed the connection before the whole response was sent. */
  public boolean isDisconnected() {
    return disconnected.getCount() == 0;
  }

  void disconnected() {
    disconnectedAt = System.nanoTime();
    disconnected.countDown();
  }

  /** Returns method, path and length. */
  @Override
  public String toString() {
    return "TwinRequest[" + method + " " + path + ", " + text.length() + " characters]";
  }
}
