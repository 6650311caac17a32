package dev.instructor.test;

import static dev.instructor.test.VendorSchemaRules.Refusal.ANCHORS;
import static dev.instructor.test.VendorSchemaRules.Refusal.EMPTY_OBJECT;
import static dev.instructor.test.VendorSchemaRules.Refusal.GRAMMAR;
import static dev.instructor.test.VendorSchemaRules.Refusal.INDISTINCT;
import static dev.instructor.test.VendorSchemaRules.Refusal.NOTHING_REQUIRED;
import static dev.instructor.test.VendorSchemaRules.Refusal.NO_ANCHORS;
import static dev.instructor.test.VendorSchemaRules.Refusal.OPEN_OBJECT;
import static dev.instructor.test.VendorSchemaRules.Refusal.OPTIONAL;
import static dev.instructor.test.VendorSchemaRules.Refusal.RECURSION;
import static dev.instructor.test.VendorSchemaRules.Refusal.REFERENCE;
import static dev.instructor.test.VendorSchemaRules.Refusal.ROOT_REFERENCE;
import static dev.instructor.test.VendorSchemaRules.Refusal.ROOT_REMARKS;
import static dev.instructor.test.VendorSchemaRules.Refusal.TYPE_LIST;
import static dev.instructor.test.VendorSchemaRules.Refusal.UNTYPED;

import dev.instructor.json.JsonObject;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What vendors refuse, or do not enforce, in a schema: written from the pages and the error texts
 * that are named beside each, as of November 2026; nothing of it is shared with the dialects that
 * have to keep to it. OpenAI, Anthropic and Google have classes of their own.
 *
 * <p>Immutable and thread-safe.
 */
public final class VendorSchemaRules {
  enum Refusal {
    /** {@code type} with several types. */
    TYPE_LIST,
    /** A schema without a type. */
    UNTYPED,
    /** A definition that contains itself. */
    RECURSION,
    /** Any reference. */
    REFERENCE,
    /** {@code "$ref": "#"}. */
    ROOT_REFERENCE,
    /** An object that is not closed. */
    OPEN_OBJECT,
    /** A property that is not required. */
    OPTIONAL,
    /** An object without properties. */
    EMPTY_OBJECT,
    /** An object of which nothing is required. */
    NOTHING_REQUIRED,
    /** A root with more than type, properties and required. */
    ROOT_REMARKS,
    /** A pattern that is not held by anchors at both ends. */
    NO_ANCHORS,
    /** A pattern with anchors. */
    ANCHORS,
    /** A pattern that llama.cpp makes no grammar of. */
    GRAMMAR,
    /** Alternatives that no property tells apart. */
    INDISTINCT
  }

  private static final Set<String> REMARKS = Set.of("description", "title", "default");

  private static final Map<String, VendorSchemaRules> ALL =
      Map.of(
          // Groq, "Structured Outputs", "Schema Requirements"; error texts of October 2026.
          "groq",
          of(EnumSet.of(OPEN_OBJECT, OPTIONAL, INDISTINCT, UNTYPED))
              .keywords("enum", "anyOf", "$ref"),
          // Cerebras, "Structured Outputs", "Schema Limitations"; "Unsupported JSON schema fields".
          "cerebras",
          of(EnumSet.of(
                  OPEN_OBJECT,
                  OPTIONAL,
                  TYPE_LIST,
                  RECURSION,
                  ROOT_REFERENCE,
                  EMPTY_OBJECT,
                  UNTYPED))
              .keywords("enum", "anyOf", "$ref")
              .of("array", "prefixItems")
              .limits(5_000, 5),
          // xAI, "Structured Outputs", "JSON Schema support".
          "xai",
          of(EnumSet.of(RECURSION, ROOT_REFERENCE, NO_ANCHORS))
              .keywords("enum", "const", "anyOf", "oneOf", "$ref")
              .of("object", "minProperties", "maxProperties")
              .of("array", "minItems", "maxItems", "prefixItems")
              .of("string", "minLength", "maxLength", "pattern", "format")
              .of("number", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
              .formats("date", "time", "date-time", "email", "uuid", "ipv4", "ipv6", "uri")
              .largest("minLength", 2_048)
              .largest("maxLength", 2_048)
              .largest("minItems", 256)
              .largest("maxItems", 256)
              .largest("minProperties", 64)
              .largest("maxProperties", 64),
          // Fireworks, "Structured Outputs", "JSON Schema Support".
          "fireworks",
          of(EnumSet.noneOf(Refusal.class))
              .keywords("enum", "const", "anyOf", "allOf", "oneOf", "$ref")
              .of("array", "minItems", "maxItems")
              .of("string", "minLength", "maxLength", "pattern"),
          // Mistral, "Custom Structured Outputs", and the schemas of its own SDK.
          "mistral",
          of(EnumSet.of(OPEN_OBJECT, RECURSION, ROOT_REFERENCE, TYPE_LIST))
              .keywords("enum", "const", "anyOf", "$ref"),
          // Cohere, "How do Structured Outputs Work?", "Supported", "Unsupported schema features".
          "cohere",
          of(EnumSet.of(NOTHING_REQUIRED, TYPE_LIST, RECURSION, ROOT_REFERENCE, ANCHORS))
              .keywords("enum", "const", "anyOf", "$ref")
              .of("string", "pattern", "format")
              .formats("date-time", "uuid", "date", "time"),
          // Amazon Bedrock, "Get validated JSON results from models".
          "bedrock",
          of(EnumSet.of(OPEN_OBJECT, RECURSION))
              .keywords("enum", "const", "anyOf", "$ref")
              .of("array", "minItems")
              .of("string", "pattern", "format")
              .formats(
                  "date-time",
                  "time",
                  "date",
                  "duration",
                  "email",
                  "hostname",
                  "uri",
                  "ipv4",
                  "ipv6",
                  "uuid")
              .largest("minItems", 1),
          // Amazon Nova, "Defining a tool".
          "nova",
          of(EnumSet.of(ROOT_REMARKS, REFERENCE, TYPE_LIST)).keywords("enum", "const"),
          // llama.cpp, "GBNF Guide", "JSON Schemas"; its converter and its grammar's parser.
          "llamacpp",
          of(EnumSet.of(ROOT_REFERENCE, UNTYPED, NO_ANCHORS, GRAMMAR))
              .keywords("enum", "const", "anyOf", "$ref")
              .of("array", "minItems", "maxItems")
              .of("string", "minLength", "maxLength", "pattern", "format")
              .of("integer", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
              .formats("date", "time", "date-time", "uuid")
              .largest("minLength", 2_000)
              .largest("maxLength", 2_000)
              .largest("minItems", 2_000)
              .largest("maxItems", 2_000));

  private final Set<Refusal> refusals;
  final Set<String> keywords;
  final Map<String, Set<String>> byType;
  final Set<String> formats;
  final Map<String, Integer> largest;
  final int maxLength;
  final int maxBranches;

  private VendorSchemaRules(
      Set<Refusal> refusals,
      Set<String> keywords,
      Map<String, Set<String>> byType,
      Set<String> formats,
      Map<String, Integer> largest,
      int maxLength,
      int maxBranches) {
    this.refusals = refusals;
    this.keywords = keywords;
    this.byType = byType;
    this.formats = formats;
    this.largest = largest;
    this.maxLength = maxLength;
    this.maxBranches = maxBranches;
  }

  private static VendorSchemaRules of(Set<Refusal> refusals) {
    return new VendorSchemaRules(
        refusals,
        REMARKS,
        Map.of(
            "object", Set.of("properties", "required", "additionalProperties"),
            "array", Set.of("items")),
        Set.of(),
        Map.of(),
        Integer.MAX_VALUE,
        Integer.MAX_VALUE);
  }

  static Set<String> plus(Set<String> some, String... more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(List.of(more));
    return all;
  }

  private VendorSchemaRules keywords(String... more) {
    return new VendorSchemaRules(
        refusals, plus(keywords, more), byType, formats, largest, maxLength, maxBranches);
  }

  private VendorSchemaRules of(String type, String... more) {
    Map<String, Set<String>> all = new HashMap<>(byType);
    all.merge(type, Set.of(more), (one, other) -> plus(one, more));
    if (type.equals("number")) {
      all.merge("integer", Set.of(more), (one, other) -> plus(one, more));
    }
    return new VendorSchemaRules(refusals, keywords, all, formats, largest, maxLength, maxBranches);
  }

  private VendorSchemaRules formats(String... names) {
    return new VendorSchemaRules(
        refusals, keywords, byType, Set.of(names), largest, maxLength, maxBranches);
  }

  private VendorSchemaRules largest(String keyword, int most) {
    Map<String, Integer> all = new HashMap<>(largest);
    all.put(keyword, most);
    return new VendorSchemaRules(refusals, keywords, byType, formats, all, maxLength, maxBranches);
  }

  private VendorSchemaRules limits(int length, int branches) {
    return new VendorSchemaRules(refusals, keywords, byType, formats, largest, length, branches);
  }

  /**
   * Returns everything that a vendor refuses or ignores in a schema; nothing if it enforces all.
   *
   * @param dialect the name of the vendor's dialect: {@code groq}, {@code cerebras}, {@code xai},
   *     {@code fireworks}, {@code mistral}, {@code cohere}, {@code bedrock}, {@code nova}, {@code
   *     llamacpp} or {@code ollama}
   * @throws IllegalArgumentException if there is none of this name
   */
  public static List<String> violations(String dialect, JsonObject schema) {
    VendorSchemaRules rules = ALL.get(dialect.equals("ollama") ? "llamacpp" : dialect);
    if (rules == null) {
      throw new IllegalArgumentException("There are no rules for the dialect " + dialect);
    }
    return new VendorSchemaCheck(rules, schema).run();
  }

  boolean refuses(Refusal refusal) {
    return refusals.contains(refusal);
  }
}
