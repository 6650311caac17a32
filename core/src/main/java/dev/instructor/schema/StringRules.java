package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonString;

/** Rules for strings. Lengths are counted in code points. */
final class StringRules {
  private StringRules() {}

  record MinLength(long minimum, Json argument) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonString string) {
        String text = string.value();
        if (text.length() < minimum || text.codePointCount(0, text.length()) < minimum) {
          findings.addBroken("minLength", argument, value);
        }
      }
    }
  }

  record MaxLength(long maximum, Json argument) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonString string) {
        String text = string.value();
        if (text.length() > maximum && text.codePointCount(0, text.length()) > maximum) {
          findings.addBroken("maxLength", argument, value);
        }
      }
    }
  }

  record PatternRule(EcmaPattern pattern, Json argument) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonString string && !pattern.find(string.value())) {
        findings.addBroken("pattern", argument, value);
      }
    }
  }

  record FormatRule(Format format, Json argument) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonString string && !format.accepts(string.value())) {
        findings.addBroken("format", argument, value);
      }
    }
  }
}
