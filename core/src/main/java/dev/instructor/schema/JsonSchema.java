package dev.instructor.schema;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.internal.TokenCheck;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Schema. Immutable, thread-safe; made once and used often.
 *
 * <p>Drafts 4, 6, 7, 2019-09 and 2020-12 by {@code $schema}, 2020-12 if there is none; every
 * validation keyword; {@code $ref} within the schema. Nothing is ever fetched. The formats {@code
 * date, date-time, time, duration, email, hostname, ipv4, ipv6, uri, uri-reference, uuid,
 * json-pointer} and {@code regex} are asserted; any other is a note to the model.
 */
public final class JsonSchema {
  private final JsonObject document;
  // Compiled at the first check. Two threads may both do it: the results are alike.
  private volatile @Nullable SchemaCheck check;
  private volatile @Nullable CheckedParts parts;

  private JsonSchema(JsonObject document) {
    this.document = document;
  }

  /**
   * Returns the schema that a document states. It is looked at only when it is used: {@link
   * #requireValid()} finds its mistakes at once.
   */
  public static JsonSchema of(JsonObject document) {
    return new JsonSchema(document);
  }

  /**
   * Returns the schema that a text states.
   *
   * @throws ConfigurationException if the text is JSON but no object, or no valid schema
   * @throws dev.instructor.json.InvalidJsonException if the text is not JSON
   */
  public static JsonSchema parse(String text) {
    return of(Json.parse(text)
            .asObject()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "A JSON Schema must be a JSON object here; for 'anything' write {}")))
        .requireValid();
  }

  /**
   * Returns this, after it was found to be a valid schema. Every {@link SchemaDialect} calls it, so
   * that a mistake is found before a request is sent.
   *
   * @throws ConfigurationException if a keyword has a wrong value, a pattern is no regular
   *     expression, a reference leads nowhere or only back to itself, or {@code $schema} is not
   *     known; the message names the place in the schema
   */
  public JsonSchema requireValid() {
    compiled();
    return this;
  }

  /**
   * Returns every problem of a value at once; none if the value is valid. Of a union ({@code
   * anyOf}, {@code oneOf}) only the problems of the branch that is meant are told.
   *
   * @param value the value
   * @return the problems, each with its JSON pointer, the keyword as the rule, a message for the
   *     model made from the schema alone, and the offending value (cut after 500 characters)
   * @throws ConfigurationException if this is no valid schema
   */
  public List<Problem> check(Json value) {
    return masked(compiled().check(value));
  }

  /**
   * Returns problems of a value of this schema with their {@linkplain Problem#place() places} fit
   * to be shown: names in a pointer that the schema does not state are the model's own, and can
   * quote the document.
   */
  public List<Problem> masked(List<Problem> problems) {
    if (problems.isEmpty()) {
      return problems;
    }
    KnownNames names = KnownNames.of(document);
    return problems.stream().map(p -> p.shownAt(names.shown(p.pointer()))).toList();
  }

  /**
   * Returns the parts of this schema, made at the first call.
   *
   * @throws ConfigurationException if this is no valid schema
   */
  public CheckedParts checkedParts() {
    CheckedParts known = parts;
    if (known == null) {
      known = CheckedParts.of(document);
      parts = known;
    }
    return known;
  }

  /**
   * Returns how answers are checked while they are read, without a tree. For the engine.
   *
   * @param restoration how an answer is restored to this schema's form
   * @param aliased whether answers may hold other names than this schema's
   * @return empty if only a tree can be checked
   */
  public Optional<TokenCheck> tokenCheck(AdaptedSchema.Restoration restoration, boolean aliased) {
    return compiled() instanceof SchemaCheck.Own own
        ? TokenCompiler.compile(own.root(), restoration, aliased)
        : Optional.empty();
  }

  private SchemaCheck compiled() {
    SchemaCheck known = check;
    if (known == null) {
      known = SchemaCheck.compile(document);
      check = known;
    }
    return known;
  }

  /** Returns the schema as JSON. */
  public JsonObject document() {
    return document;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonSchema schema && document.equals(schema.document);
  }

  @Override
  public int hashCode() {
    return document.hashCode();
  }

  /** Returns the schema as JSON text. */
  @Override
  public String toString() {
    return document.toString();
  }
}
