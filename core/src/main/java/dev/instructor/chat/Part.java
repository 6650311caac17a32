package dev.instructor.chat;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A part of a message. Its {@code toString} tells the kind and the length, never the content. */
public sealed interface Part {

  /**
   * Plain text.
   *
   * @param text the text
   */
  record Text(String text) implements Part {
    @Override
    public String toString() {
      return "Text[" + text.length() + " characters]";
    }
  }

  /**
   * What the model thought before it answered.
   *
   * @param text the thoughts as far as the vendor shows them
   * @param signature the vendor's mark that must be sent back with them, if there is one
   */
  record Thinking(String text, Optional<String> signature) implements Part {
    @Override
    public String toString() {
      return "Thinking[" + text.length() + " characters]";
    }
  }

  /**
   * The model calls a tool.
   *
   * @param id the call's id; empty if the vendor gave none
   * @param name the tool's name
   * @param arguments the arguments as the JSON text that arrived; it need not be valid
   */
  record ToolCall(String id, String name, String arguments) implements Part {
    /** Returns the arguments; empty if what arrived is no JSON object. */
    public Optional<JsonObject> object() {
      try {
        return Json.parse(arguments).asObject();
      } catch (InvalidJsonException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return "ToolCall[" + name + ", " + arguments.length() + " characters]";
    }
  }

  /**
   * The answer to a tool call.
   *
   * @param id the id of the call
   * @param name the tool's name
   * @param text the result
   * @param error whether the call failed
   */
  record ToolResult(String id, String name, String text, boolean error) implements Part {
    @Override
    public String toString() {
      return "ToolResult[" + name + ", " + text.length() + " characters]";
    }
  }

  /**
   * An image, a recording or a document.
   *
   * @param kind which of them
   * @param type the media type, such as {@code image/png} (RFC 6838)
   * @param content where it is
   * @param name a file name, for vendors that want one
   */
  record Media(Kind kind, String type, Content content, Optional<String> name) implements Part {
    /** What it is. */
    public enum Kind {
      /** A picture. */
      IMAGE(20),
      /** A recording. */
      AUDIO(25),
      /** A document, such as a PDF. */
      DOCUMENT(50);

      private final long mebibytes;

      Kind(long mebibytes) {
        this.mebibytes = mebibytes;
      }

      /**
       * Returns how many bytes one may have that is read, or fetched, to be sent along: 20 MiB for
       * an image, 25 MiB for a recording, 50 MiB for a document. Vendors often take less.
       */
      public long maxBytes() {
        return mebibytes << 20;
      }
    }

    /** Where the content is. Its {@code toString} shows neither address nor content. */
    public sealed interface Content {}

    /**
     * At an address, which is handed to the vendor and not fetched here.
     *
     * @param url the address
     */
    public record Url(URI url) implements Content {
      @Override
      public String toString() {
        return "Url";
      }
    }

    /**
     * Here.
     *
     * @param base64 the bytes in base64 (RFC 4648, section 4), as every vendor's JSON carries them
     */
    public record Data(String base64) implements Content {
      @Override
      public String toString() {
        return "Data[" + base64.length() + " characters]";
      }
    }

    /**
     * Returns what a text stands for: an address whose path ends like a file's name, a data URL
     * (RFC 2397), or base64 of content that is known by how it begins. Nothing is taken for such a
     * thing unless this is asked. Files are not looked for, since the text may be a stranger's.
     *
     * @return nothing if the text is anything else
     * @throws dev.instructor.error.ConfigurationException if it is one of these, but broken or too
     *     large
     */
    public static Optional<Media> detect(String text) {
      return MediaDetector.detect(text);
    }

    /**
     * As {@link #detect(String)}, and a text can also be the path of a file below a folder.
     *
     * @param root the folder; what lies outside of it, links followed, is not read
     * @throws dev.instructor.error.ConfigurationException if it is such a thing, but broken or too
     *     large
     */
    public static Optional<Media> detect(String text, Path root) {
      return MediaDetector.detect(text, root);
    }

    @Override
    public String toString() {
      return "Media[" + kind + ", " + type + ", " + content + "]";
    }
  }

  /**
   * What stands before it in the conversation may be kept in the vendor's prompt cache. Vendors
   * that have no such mark are sent nothing.
   */
  record CacheMark() implements Part {}
}
