package dev.instructor.embedded.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The trained numbers of the model, as they lie in the module's resource. Its layout is described
 * in {@code embedded/training/convert.py}, which writes it. Immutable, though the arrays cannot say
 * so.
 *
 * @param width the length of a token's vector
 * @param hidden the width of a layer's network
 * @param heads the number of attention heads
 * @param tokenizer the tokenizer the model was trained with
 * @param embedding one row a token, then 16 rows for the markers
 * @param blocks the layers in order
 * @param norm the factors of the last normalisation
 * @param startQuery from a field's marker: what its first token looks like
 * @param startKey from a token: what it offers as a first token
 * @param endQuery the same for the last token
 * @param endKey the same for the last token
 */
@SuppressWarnings("ArrayRecordComponent") // shared, read only
record Weights(
    int width,
    int hidden,
    int heads,
    Tokenizer tokenizer,
    Embedding embedding,
    List<Block> blocks,
    float[] norm,
    Linear startQuery,
    Linear startKey,
    Linear endQuery,
    Linear endKey) {

  private static final String RESOURCE = "extractor.bin";
  private static final int MAGIC = 0x49585350; // "IXSP"
  private static final int VERSION = 2;

  /** How many rows the embedding has for markers and types beyond the tokens. */
  private static final int MARKER_ROWS = 16;

  /** Which of them is added to the row of a token that comes after a space. */
  private static final int SPACE_ROW = 12;

  /**
   * One layer: attention, then a gated feed-forward network.
   *
   * @param attentionNorm the factors of the normalisation before the attention
   * @param query what a token looks for
   * @param key what a token offers
   * @param value what a token hands on
   * @param out from the heads back to a token's vector
   * @param networkNorm the factors of the normalisation before the network
   * @param gate the gate of the network
   * @param up into the network
   * @param down out of the network
   */
  @SuppressWarnings("ArrayRecordComponent") // shared, read only
  record Block(
      float[] attentionNorm,
      Linear query,
      Linear key,
      Linear value,
      Matrix out,
      float[] networkNorm,
      Matrix gate,
      Matrix up,
      Matrix down) {}

  /** Returns what marks a token that comes right after a space: it is added to the token's row. */
  float[] space() {
    return embedding.vector(tokenizer.size() + SPACE_ROW);
  }

  /** Returns the bundled model. Reads some megabytes each time. */
  static Weights load() {
    try (InputStream in = Weights.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "The resource " + RESOURCE + " is missing: was the jar repackaged without it?");
      }
      return read(in, RESOURCE);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + RESOURCE + " cannot be read", e);
    }
  }

  /**
   * Reads a model.
   *
   * @param file what {@code convert.py} writes; the caller closes it
   * @param name what a message calls it
   * @throws IllegalStateException if it is of another version or ends too early
   */
  static Weights read(InputStream file, String name) {
    ModelFile in = new ModelFile(file);
    int magic = in.signed32();
    int version = in.unsigned16();
    if (magic != MAGIC || version != VERSION) {
      throw new IllegalStateException(name + " is no model of version " + VERSION);
    }
    int width = in.unsigned16();
    int layers = in.unsigned16();
    int heads = in.unsigned16();
    int hidden = in.unsigned16();
    int tokens = in.unsigned16();
    int merges = in.unsigned16();
    Tokenizer tokenizer = Tokenizer.read(in, tokens, merges);
    Embedding embedding = in.embedding(tokens + MARKER_ROWS, width);
    List<Block> blocks = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      blocks.add(block(in, width, hidden));
    }
    return new Weights(
        width,
        hidden,
        heads,
        tokenizer,
        embedding,
        List.copyOf(blocks),
        in.floats(width),
        linear(in, width),
        linear(in, width),
        linear(in, width),
        linear(in, width));
  }

  private static Block block(ModelFile in, int width, int hidden) {
    return new Block(
        in.floats(width),
        linear(in, width),
        linear(in, width),
        linear(in, width),
        in.matrix(width, width),
        in.floats(width),
        in.matrix(width, hidden),
        in.matrix(width, hidden),
        in.matrix(hidden, width));
  }

  private static Linear linear(ModelFile in, int width) {
    return new Linear(in.matrix(width, width), in.floats(width));
  }
}
