package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.List;

/**
 * One scalar that is looked for.
 *
 * @param path the names that lead to it
 * @param kind what it is
 * @param repeated whether there can be several: it is the item of a list, or inside one
 * @param canBeAbsent whether the schema lets it be null or left out
 * @param description what the schema says about it; empty if nothing
 * @param options the values of a {@link Kind#CHOICE} or a {@link Kind#FLAG}, none otherwise
 * @param rules what else the schema demands
 */
record Field(
    List<String> path,
    Kind kind,
    boolean repeated,
    boolean canBeAbsent,
    String description,
    List<Json> options,
    Rules rules) {

  /** What a field is, in the distinctions that the model was trained with. */
  enum Kind {
    TEXT("str"),
    INTEGER("int"),
    NUMBER("num"),
    CHOICE("enum"),
    FLAG("bool");

    private final String trainedName;

    Kind(String trainedName) {
      this.trainedName = trainedName;
    }

    /** Returns the type's name in the training data. */
    String trainedName() {
      return trainedName;
    }

    /** Returns whether the value is one of given options and not a span of the text. */
    boolean isChoice() {
      return this == CHOICE || this == FLAG;
    }

    boolean isNumeric() {
      return this == INTEGER || this == NUMBER;
    }
  }

  /** Returns this as a field that is there once, for a text that is about one row alone. */
  Field ofOneRow() {
    return new Field(path, kind, false, canBeAbsent, description, options, rules);
  }

  Field {
    path = List.copyOf(path);
    options = List.copyOf(options);
  }
}
