package dev.instructor.read;

import dev.instructor.json.InvalidJsonException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonString;
import dev.instructor.json.LenientJson;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Reads objects and arrays that were written into a string. Remembers them for one answer. */
final class JsonInText {
  private final IdentityHashMap<JsonString, Optional<Json>> known = new IdentityHashMap<>();

  /** Returns whether a text begins and ends as an object, an array or a code fence does. */
  static boolean looksLike(String text) {
    int from = 0;
    int to = text.length() - 1;
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (from < to && Character.isWhitespace(text.charAt(to))) {
      to--;
    }
    if (from >= to) {
      return false;
    }
    char first = text.charAt(from);
    char last = text.charAt(to);
    return (first == '{' && last == '}')
        || (first == '[' && last == ']')
        || (text.startsWith("```", from) && last == '`');
  }

  private static boolean isQuoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
  }

  /** Returns the one object or array that a string holds, or nothing. */
  Optional<Json> read(JsonString string) {
    return known.computeIfAbsent(string, s -> parse(s.value()));
  }

  private static Optional<Json> parse(String text) {
    if (!looksLike(text) && !isQuoted(text.strip())) {
      return Optional.empty();
    }
    try {
      Json json = Json.parse(text);
      // What was written into a string twice is a string once more.
      return json instanceof JsonString again ? parse(again.value()) : Optional.of(json);
    } catch (InvalidJsonException notStrict) {
      if (!looksLike(text)) {
        return Optional.empty();
      }
      LenientJson.Findings findings = LenientJson.search(text);
      List<LenientJson.Candidate> candidates = findings.candidates();
      return candidates.size() == 1 && !findings.cutOff()
          ? Optional.of(candidates.get(0).value())
          : Optional.empty();
    }
  }
}
