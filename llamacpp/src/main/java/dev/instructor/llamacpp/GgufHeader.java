package dev.instructor.llamacpp;

import dev.instructor.error.ConfigurationException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the head of a GGUF file says of its model (ggml-org/ggml, "GGUF"), read without the engine:
 * the engine would end the process on some broken files.
 *
 * @param architecture such as {@code llama} or {@code qwen2}
 * @param contextLength how many tokens the model was trained for; empty if it is not said
 * @param controlTokens the texts that are no text to the model, such as {@code <|im_end|>}
 * @param hasEnd whether the model has a token with which an answer ends
 */
record GgufHeader(
    String architecture, OptionalInt contextLength, List<String> controlTokens, boolean hasEnd) {

  private static final int MAGIC = 0x46554747;
  private static final int CONTROL = 3;
  private static final long LARGEST_HEAD = 512L << 20;

  /** Kinds of values, "GGUF", section "File Structure". */
  private static final int STRING = 8;

  private static final int ARRAY = 9;
  private static final int[] WIDTHS = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  /**
   * Reads the head of a file.
   *
   * @throws ConfigurationException if there is no such file, or it is no whole GGUF file
   */
  static GgufHeader read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "There is no file '%s': name a GGUF file, as in gguf//models/model.gguf, or one of a"
                  .formatted(file)
              + " model hub, as in gguf/user/repository:file.gguf");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), LARGEST_HEAD));
      return new Reader(bytes.order(ByteOrder.LITTLE_ENDIAN), channel.size()).header();
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new ConfigurationException(
          "'%s' is no whole GGUF file: it is cut or of another kind; fetch it again"
              .formatted(file),
          e);
    } catch (ClosedByInterruptException e) {
      throw Generation.interrupted(e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "'%s' cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static final class Reader {
    private final ByteBuffer bytes;
    private final long size;
    private final Map<String, Object> values = new HashMap<>();

    Reader(ByteBuffer bytes, long size) {
      this.bytes = bytes;
      this.size = size;
    }

    GgufHeader header() {
      if (bytes.getInt() != MAGIC) {
        throw new IllegalArgumentException("no GGUF");
      }
      int version = bytes.getInt();
      if (version < 2 || version > 3) {
        throw new IllegalArgumentException("version " + version);
      }
      long tensors = bytes.getLong();
      long pairs = bytes.getLong();
      for (long i = 0; i < pairs; i++) {
        String name = string();
        values.put(name, value(bytes.getInt()));
      }
      long furthest = 0;
      for (long i = 0; i < tensors; i++) {
        string();
        int dimensions = length(bytes.getInt(), 8);
        bytes.position(bytes.position() + 8 * dimensions + 4);
        furthest = Math.max(furthest, bytes.getLong());
      }
      if (bytes.position() + furthest > size) {
        throw new IllegalArgumentException("cut");
      }
      String architecture = String.valueOf(values.get("general.architecture"));
      return new GgufHeader(
          architecture,
          values.get(architecture + ".context_length") instanceof Number number
              ? OptionalInt.of(number.intValue())
              : OptionalInt.empty(),
          controlTokens(),
          values.containsKey("tokenizer.ggml.eos_token_id")
              || values.containsKey("tokenizer.ggml.eot_token_id"));
    }

    private List<String> controlTokens() {
      if (!(values.get("tokenizer.ggml.tokens") instanceof List<?> tokens)
          || !(values.get("tokenizer.ggml.token_type") instanceof List<?> kinds)) {
        return List.of();
      }
      List<String> control = new ArrayList<>();
      for (int i = 0; i < Math.min(tokens.size(), kinds.size()); i++) {
        if (kinds.get(i) instanceof Number kind
            && kind.intValue() == CONTROL
            && tokens.get(i) instanceof String text
            && text.length() > 1) {
          control.add(text);
        }
      }
      return List.copyOf(control);
    }

    private Object value(int kind) {
      return switch (kind) {
        case STRING -> string();
        case ARRAY -> array(bytes.getInt(), bytes.getLong());
        case 4, 5 -> bytes.getInt();
        case 10, 11 -> bytes.getLong();
        default -> {
          skip(WIDTHS[kind]);
          yield "";
        }
      };
    }

    private List<Object> array(int kind, long count) {
      if (kind == ARRAY) {
        throw new IllegalArgumentException("lists of lists");
      }
      List<Object> items = new ArrayList<>();
      if (kind == STRING || kind == 4 || kind == 5) {
        for (long i = 0; i < count; i++) {
          items.add(value(kind));
        }
      } else {
        skip(Math.multiplyExact(count, WIDTHS[kind]));
      }
      return items;
    }

    private String string() {
      byte[] text = new byte[length(bytes.getLong(), 1)];
      bytes.get(text);
      return new String(text, StandardCharsets.UTF_8);
    }

    private int length(long count, int width) {
      if (count < 0 || count > bytes.remaining() / width) {
        throw new IllegalArgumentException("cut");
      }
      return (int) count;
    }

    private void skip(long count) {
      bytes.position(bytes.position() + length(count, 1));
    }
  }
}
