package dev.instructor.schema;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/** The drafts of JSON Schema by their {@code $schema}. */
enum SchemaDrafts {
  DRAFT_4("http://json-schema.org/draft-04/schema"),
  DRAFT_6("http://json-schema.org/draft-06/schema"),
  DRAFT_7("http://json-schema.org/draft-07/schema"),
  DRAFT_2019_09("https://json-schema.org/draft/2019-09/schema"),
  DRAFT_2020_12("https://json-schema.org/draft/2020-12/schema");

  private static final Map<String, SchemaDrafts> BY_URI =
      Map.of(
          bare(DRAFT_4.uri), DRAFT_4,
          bare(DRAFT_6.uri), DRAFT_6,
          bare(DRAFT_7.uri), DRAFT_7,
          bare(DRAFT_2019_09.uri), DRAFT_2019_09,
          bare(DRAFT_2020_12.uri), DRAFT_2020_12);

  private final String uri;

  SchemaDrafts(String uri) {
    this.uri = uri;
  }

  /** Returns the URI of its meta-schema, without a fragment. */
  String uri() {
    return uri;
  }

  static boolean isCurrent(JsonObject document) {
    return of(document) == DRAFT_2020_12;
  }

  /**
   * Returns the draft of a schema; 2020-12 if it states none.
   *
   * @throws ConfigurationException if it states one that is not known
   */
  static SchemaDrafts of(JsonObject document) {
    if (!document.has("$schema")) {
      return DRAFT_2020_12;
    }
    Optional<SchemaDrafts> draft = document.text("$schema").map(u -> BY_URI.get(bare(u)));
    return draft.orElseThrow(
        () ->
            SchemaCompiler.invalid(
                "/$schema", "must be a draft from 4 to 2020-12, such as " + DRAFT_2020_12.uri));
  }

  /** Returns whether a URI names a meta-schema or one of its vocabularies. */
  static boolean isMetaSchema(String uri) {
    return BY_URI.containsKey(bare(uri))
        || uri.startsWith("https://json-schema.org/draft/2020-12/meta/")
        || uri.startsWith("https://json-schema.org/draft/2019-09/meta/");
  }

  /** Returns a URI without what people write differently: the scheme's s and an empty fragment. */
  private static String bare(String uri) {
    String plain = uri.endsWith("#") ? uri.substring(0, uri.length() - 1) : uri;
    return plain.startsWith("https:") ? "http:" + plain.substring("https:".length()) : plain;
  }
}
