package dev.instructor.provider;

import java.net.http.HttpHeaders;

/**
 * A whole HTTP response.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body, decoded as UTF-8
 */
public record HttpReply(int status, HttpHeaders headers, String body) {
  /** Returns status and length. */
  @Override
  public String toString() {
    return "HttpReply[" + status + ", " + body.length() + " characters]";
  }
}
