package dev.instructor.schema;

/**
 * How large a schema may be for a vendor that is to enforce it.
 *
 * @param what what is counted
 * @param most the largest number that is enforced
 */
public record SchemaLimit(Measure what, int most) {
  /** A schema of which more than this share of a limit is used is near to it. */
  private static final double NEAR = 0.8;

  /** What vendors count. */
  public enum Measure {
    /** The characters of the schema as it is sent. */
    LENGTH("$schema", "characters in all"),
    /** The properties of all objects. */
    PROPERTIES("properties", "properties in all"),
    /** The properties that may be left out. */
    OPTIONAL("required", "properties that may be left out"),
    /** The places with several alternatives. */
    UNIONS("anyOf", "places with several alternatives"),
    /** The alternatives in one place. */
    ALTERNATIVES("anyOf", "alternatives in one place"),
    /** The objects within each other. */
    NESTING("properties", "levels of nesting"),
    /** The characters of names and fixed values. */
    NAMES_LENGTH("properties", "characters of names"),
    /** The values of all enums. */
    ENUM_VALUES("enum", "enum values in all"),
    /** The characters of an enum of more than 250 values. */
    LARGE_ENUM_LENGTH("enum", "characters in an enum of more than 250 values");

    private final String keyword;
    private final String words;

    Measure(String keyword, String words) {
      this.keyword = keyword;
      this.words = words;
    }

    /** Returns how many there are. */
    public int of(SchemaSize size) {
      return switch (this) {
        case LENGTH -> size.length();
        case PROPERTIES -> size.properties();
        case OPTIONAL -> size.optional();
        case UNIONS -> size.unions();
        case ALTERNATIVES -> size.alternatives();
        case NESTING -> size.nesting();
        case NAMES_LENGTH -> size.namesLength();
        case ENUM_VALUES -> size.enumValues();
        case LARGE_ENUM_LENGTH -> size.largeEnumLength();
      };
    }

    /** Returns what is counted, in words that follow a number. */
    public String words() {
      return words;
    }
  }

  /** Returns whether a schema of this size is taken, and nearly was not. */
  public boolean isNear(SchemaSize size) {
    return !isExceeded(size) && what.of(size) > most * NEAR;
  }

  /** Returns whether a schema of this size is not enforced. */
  public boolean isExceeded(SchemaSize size) {
    return what.of(size) > most;
  }

  /** Returns this as the reason why a schema of this size is not enforced. */
  AdaptedSchema.Loss loss(SchemaSize size) {
    return new AdaptedSchema.Loss(
        "",
        what.keyword,
        "not enforced by the vendor: %s %s, the limit is %s"
            .formatted(what.of(size), what.words, most));
  }
}
