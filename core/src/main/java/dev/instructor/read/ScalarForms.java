package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonBoolean;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonString;
import dev.instructor.json.Repair.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a string, a number or a boolean may stand for where another scalar is wanted. */
final class ScalarForms {
  /** A larger exponent is left as it was written. */
  private static final int MAX_ZEROS = 40;

  private final Form form;
  private final List<Reading> readings = new ArrayList<>(3);

  /**
   * One way to read a scalar.
   *
   * @param weight how bold it is: of several that fit, the least bold wins
   */
  record Reading(Json value, Kind kind, int weight) {}

  private ScalarForms(Form form) {
    this.form = form;
  }

  /**
   * Returns the ways to read a value for a form; whether they fit it is not asked here.
   *
   * @param asWritten how the literal of a number was written in the answer
   */
  static List<Reading> of(Json value, Form form, UnaryOperator<String> asWritten) {
    ScalarForms forms = new ScalarForms(form);
    if (value instanceof JsonString string) {
      forms.text(string.value());
    } else if (value instanceof JsonNumber number) {
      forms.number(number, asWritten.apply(number.literal()));
    } else if (value instanceof JsonBoolean) {
      forms.written(value.toString());
    }
    return forms.readings;
  }

  private void text(String text) {
    if (!form.choices().isEmpty()) {
      form.spelling().same(text).ifPresent(place -> add(choice(place), Kind.ENUM, 1));
      CodeLiterals.member(text).stream()
          .flatMap(name -> form.spelling().same(name).stream())
          .findFirst()
          .ifPresent(place -> add(choice(place), Kind.ENUM, 2));
      form.spelling().near(text).ifPresent(place -> add(choice(place), Kind.ENUM, 4));
    }
    if (form.wants(Form.Type.INTEGER)) {
      boolean share = text.indexOf('%') >= 0 && form.isFraction();
      if (!share) {
        NumberWords.read(CodeLiterals.number(text).orElse(text), !form.wants(Form.Type.NUMBER))
            .ifPresent(number -> add(literal(number), Kind.NUMBER, 1));
      }
    }
    if (form.wants(Form.Type.BOOLEAN)) {
      ScalarWords.truth(text).ifPresent(truth -> add(Json.of(truth), Kind.BOOLEAN, 1));
      digit(text.strip());
    }
    if (form.wants(Form.Type.STRING)) {
      dates(CodeLiterals.day(text).orElse(text));
    }
    if (form.wants(Form.Type.NULL) && ScalarWords.absence(text)) {
      add(Json.ofNull(), Kind.NULL, 3);
    }
  }

  private Json choice(int place) {
    return form.choices().get(place);
  }

  private void dates(String text) {
    for (String format : form.formats()) {
      DateWords.read(text, format).forEach(date -> add(Json.of(date), Kind.DATE, 1));
    }
    if (form.patterns().stream().anyMatch(pattern -> pattern.contains("\\d{2}"))) {
      DateWords.local(text).forEach(date -> add(Json.of(date), Kind.DATE, 1));
    }
  }

  private void number(JsonNumber number, String asWritten) {
    if (form.wants(Form.Type.BOOLEAN)) {
      digit(number.literal());
    }
    written(asWritten);
  }

  private void digit(String text) {
    if (text.equals("1") || text.equals("0")) {
      add(Json.of(text.equals("1")), Kind.BOOLEAN, 2);
    }
  }

  /** Takes what was written for the text that is wanted. */
  private void written(String literal) {
    if (form.wants(Form.Type.STRING)) {
      dates(literal);
      add(Json.of(literal), Kind.TEXT, 2);
    }
  }

  private static Json literal(BigDecimal number) {
    return Math.abs(number.scale()) > MAX_ZEROS
        ? Json.of(number)
        : new JsonNumber(number.toPlainString());
  }

  private void add(Json value, Kind kind, int weight) {
    readings.add(new Reading(value, kind, weight));
  }
}
