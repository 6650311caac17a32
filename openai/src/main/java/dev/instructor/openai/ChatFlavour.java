package dev.instructor.openai;

/**
 * How one vendor's chat completions differ from OpenAI's, as data.
 *
 * @param path what follows the base URL
 * @param seedParameter the name of the seed
 * @param streamUsage whether {@code stream_options.include_usage} may be asked for
 * @param schemaForm how a response format holds a schema
 * @param streamedSchemas whether an answer in such a format is streamed; else it comes whole
 * @param mistral whether conversations take Mistral's form: its order of roles and its ids of calls
 * @param replay how what the model thought is sent back in a later turn
 * @param media which media it takes
 */
record ChatFlavour(
    String path,
    String seedParameter,
    boolean streamUsage,
    SchemaForm schemaForm,
    boolean streamedSchemas,
    boolean mistral,
    Replay replay,
    MediaForms media) {

  /** How a response format holds a schema. */
  enum SchemaForm {
    /** OpenAI's: {@code {"type":"json_schema","json_schema":{"name":…,"schema":…}}}. */
    JSON_SCHEMA,
    /** The older one: {@code {"type":"json_object","schema":…}}. */
    JSON_OBJECT
  }

  /** How what the model thought is sent back. */
  enum Replay {
    /** Not at all. */
    NONE,
    /** As parts of the content. */
    PARTS,
    /**
     * In {@code reasoning_content}, where the model called tools: there it has to be, even if it is
     * empty, or the request is refused.
     */
    OF_CALLS,
    /** In {@code reasoning_content}, wherever there was any. */
    REASONING_CONTENT,
    /** In {@code reasoning}, wherever there was any. */
    REASONING,
    /** In {@code reasoning_details} with its signatures, else in {@code reasoning}. */
    DETAILS
  }

  /** OpenAI's form without what only OpenAI has. */
  static final ChatFlavour COMPATIBLE =
      new ChatFlavour(
          "/chat/completions",
          "seed",
          true,
          SchemaForm.JSON_SCHEMA,
          true,
          false,
          Replay.NONE,
          MediaForms.OPENAI);

  ChatFlavour path(String value) {
    return new ChatFlavour(
        value, seedParameter, streamUsage, schemaForm, streamedSchemas, mistral, replay, media);
  }

  ChatFlavour seedParameter(String value) {
    return new ChatFlavour(
        path, value, streamUsage, schemaForm, streamedSchemas, mistral, replay, media);
  }

  ChatFlavour withoutStreamUsage() {
    return new ChatFlavour(
        path, seedParameter, false, schemaForm, streamedSchemas, mistral, replay, media);
  }

  ChatFlavour schemaForm(SchemaForm form) {
    return new ChatFlavour(
        path, seedParameter, streamUsage, form, streamedSchemas, mistral, replay, media);
  }

  ChatFlavour withoutStreamedSchemas() {
    return new ChatFlavour(
        path, seedParameter, streamUsage, schemaForm, false, mistral, replay, media);
  }

  ChatFlavour asMistral() {
    return new ChatFlavour(
        path, seedParameter, streamUsage, schemaForm, streamedSchemas, true, replay, media);
  }

  ChatFlavour replay(Replay value) {
    return new ChatFlavour(
        path, seedParameter, streamUsage, schemaForm, streamedSchemas, mistral, value, media);
  }

  ChatFlavour media(MediaForms forms) {
    return new ChatFlavour(
        path, seedParameter, streamUsage, schemaForm, streamedSchemas, mistral, replay, forms);
  }
}
