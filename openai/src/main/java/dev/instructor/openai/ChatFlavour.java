package dev.instructor.openai;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How one vendor's chat completions differ from OpenAI's, as data.
 *
 * @param path what follows the base URL
 * @param seedParameter the name of the seed
 * @param streamUsage whether {@code stream_options.include_usage} may be asked for
 * @param schemaForm how a response format holds a schema
 * @param streamedSchemas whether an answer in such a format is streamed; else it comes whole
 * @param mistral whether conversations take Mistral's form: its order of roles, its ids of calls,
 *     and thoughts sent back as parts of the content
 * @param singleToolCall for which models {@code parallel_tool_calls} is switched off; empty if the
 *     vendor does not know it
 * @param media which media it takes
 */
record ChatFlavour(
    String path,
    String seedParameter,
    boolean streamUsage,
    SchemaForm schemaForm,
    boolean streamedSchemas,
    boolean mistral,
    Optional<Pattern> singleToolCall,
    MediaForms media) {

  /** How a response format holds a schema. */
  enum SchemaForm {
    /** OpenAI's: {@code {"type":"json_schema","json_schema":{"name":…,"schema":…}}}. */
    JSON_SCHEMA,
    /** The older one: {@code {"type":"json_object","schema":…}}. */
    JSON_OBJECT
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
          Optional.empty(),
          MediaForms.OPENAI);

  ChatFlavour path(String value) {
    return new ChatFlavour(
        value,
        seedParameter,
        streamUsage,
        schemaForm,
        streamedSchemas,
        mistral,
        singleToolCall,
        media);
  }

  ChatFlavour seedParameter(String value) {
    return new ChatFlavour(
        path, value, streamUsage, schemaForm, streamedSchemas, mistral, singleToolCall, media);
  }

  ChatFlavour withoutStreamUsage() {
    return new ChatFlavour(
        path, seedParameter, false, schemaForm, streamedSchemas, mistral, singleToolCall, media);
  }

  ChatFlavour schemaForm(SchemaForm form) {
    return new ChatFlavour(
        path, seedParameter, streamUsage, form, streamedSchemas, mistral, singleToolCall, media);
  }

  ChatFlavour withoutStreamedSchemas() {
    return new ChatFlavour(
        path, seedParameter, streamUsage, schemaForm, false, mistral, singleToolCall, media);
  }

  ChatFlavour asMistral() {
    return new ChatFlavour(
        path, seedParameter, streamUsage, schemaForm, streamedSchemas, true, singleToolCall, media);
  }

  ChatFlavour singleToolCall(String models) {
    return new ChatFlavour(
        path,
        seedParameter,
        streamUsage,
        schemaForm,
        streamedSchemas,
        mistral,
        Optional.of(Pattern.compile(models)),
        media);
  }

  ChatFlavour media(MediaForms forms) {
    return new ChatFlavour(
        path,
        seedParameter,
        streamUsage,
        schemaForm,
        streamedSchemas,
        mistral,
        singleToolCall,
        forms);
  }
}
