package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import dev.instructor.json.InvalidJsonException;
import java.util.Locale;

/**
 * Responses that are not what an interface's documentation describes, the same for all vendors: for
 * codecs to build upon.
 */
public final class BadReply {
  private BadReply() {}

  /**
   * Starts an exception for a response that is something else than was expected.
   *
   * @param provider the vendor's name
   * @param reply the response
   */
  public static ProviderException.Builder protocol(String provider, HttpReply reply) {
    return of(provider, ProviderException.Kind.PROTOCOL, reply).body(reply.body());
  }

  /**
   * Returns the exception for a body that is no JSON: a web page, or JSON that was cut off with the
   * connection, which a repetition may mend.
   *
   * @param provider the vendor's name
   * @param reply the response
   * @param cause where the JSON ends
   */
  public static ProviderException notJson(
      String provider, HttpReply reply, InvalidJsonException cause) {
    String type = reply.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    boolean page = type.startsWith("text/html");
    // JSON that stops at the last character received was cut: its length was not announced.
    if (!page && cause.offset() >= reply.body().stripTrailing().length()) {
      return of(provider, ProviderException.Kind.CONNECTION, reply)
          .retryable(true)
          .what("the connection broke before the response was complete")
          .body(reply.body())
          .build();
    }
    return protocol(provider, reply)
        .what(
            page
                ? "the answer is a web page, not JSON; check the base URL and the proxy"
                : "the answer is not JSON; check the base URL and the proxy")
        .build();
  }

  /**
   * Returns the exception for a stream that ended without the vendor's mark of the end.
   *
   * @param provider the vendor's name
   * @param head the status and headers
   */
  public static ProviderException cutOff(String provider, HttpReply head) {
    return of(provider, ProviderException.Kind.CONNECTION, head)
        .retryable(true)
        .what("the stream ended before the answer was complete")
        .build();
  }

  private static ProviderException.Builder of(
      String provider, ProviderException.Kind kind, HttpReply reply) {
    return ProviderException.builder(provider, kind)
        .status(reply.status())
        .requestId(StatusFailure.requestId(reply.headers()).orElse(null));
  }
}
