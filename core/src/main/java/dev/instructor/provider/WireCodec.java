package dev.instructor.provider;

import dev.instructor.chat.ChatEvent;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How neutral requests and responses are written in one vendor's HTTP interface. Implementations
 * are immutable and thread-safe, and see neither keys nor addresses.
 */
public interface WireCodec {
  /**
   * Returns the members of the body that the codec writes itself; {@link
   * dev.instructor.chat.ChatOptions#extra()} may not name them.
   */
  Set<String> ownedParameters();

  /**
   * Returns the HTTP request for a neutral one.
   *
   * @param request what is asked
   * @param profile the model's profile
   * @param stream whether the answer is to come piece by piece
   * @throws dev.instructor.error.ConfigurationException if the interface cannot express it
   */
  WireRequest encode(ChatRequest request, ModelProfile profile, boolean stream);

  /**
   * Returns whether the vendor takes the address of an image, a recording or a document, and
   * fetches it itself. {@link #encode} refuses an address that it does not take. True unless
   * overridden.
   *
   * @param media something at an address
   */
  default boolean takesAddress(Part.Media media) {
    return true;
  }

  /**
   * Returns the answer that a whole response holds, whatever its status.
   *
   * @param reply the response
   * @throws dev.instructor.error.ProviderException if it holds no answer: an error, or not what the
   *     interface's documentation describes
   */
  ChatResponse decode(HttpReply reply);

  /**
   * Returns a reader for one streamed response of a successful status.
   *
   * @param head the status and headers; its body is empty
   */
  StreamDecoder decoder(HttpReply head);

  /** Returns the media type of streamed answers, which is asked for: server-sent events. */
  default String streamType() {
    return "text/event-stream";
  }

  /**
   * An HTTP request without address, key and vendor's headers.
   *
   * @param path what follows the base URL, with a slash in front; a query may follow
   * @param body the body
   * @param warnings what of the neutral request had to be given up so that the vendor takes it, a
   *     sentence each, without content; {@link ChatResponse#warnings()} hands them on
   */
  record WireRequest(String path, JsonObject body, List<String> warnings) {
    /** Creates one with a copy of the warnings. */
    public WireRequest {
      warnings = List.copyOf(warnings);
    }

    /** Creates one in which nothing had to be given up. */
    public WireRequest(String path, JsonObject body) {
      this(path, body, List.of());
    }

    /** Returns the path, the names of the body's members, and the warnings. */
    @Override
    public String toString() {
      return "WireRequest[" + path + ", " + body.members().keySet() + ", " + warnings + "]";
    }
  }

  /** Turns the pieces of one streamed response into events. For one thread. */
  interface StreamDecoder {
    /**
     * Reads a piece, cut anywhere.
     *
     * @param piece the next bytes of the body
     * @param sink takes the events that are complete now
     * @throws dev.instructor.error.ProviderException if the vendor reports an error within the
     *     stream, or the stream is not what its documentation describes
     */
    void read(byte[] piece, Consumer<ChatEvent> sink);

    /** Returns whether the vendor's mark of the end has been read: nothing more is to come. */
    boolean finished();

    /**
     * Ends the stream.
     *
     * @param sink takes the last events
     * @throws dev.instructor.error.ProviderException if the stream ended too early
     */
    void end(Consumer<ChatEvent> sink);
  }
}
