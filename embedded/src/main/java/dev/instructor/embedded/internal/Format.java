package dev.instructor.embedded.internal;

import dev.instructor.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats whose values are recognised in a text, and the form in which they are answered. */
enum Format {
  EMAIL(
      "(?<![\\w.%+-])[A-Za-z0-9_][\\w.%+-]*+@[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++", Optional::of),
  URI("(?<!\\w)(?:https?|ftp)://[^\\s<>\"]*[^\\s<>\".,;:!?)\\]}']", Optional::of),
  UUID(
      "(?<!\\w)[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?!\\w)",
      Optional::of),
  IPV4("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w]|\\.\\d)", Optional::of),
  DATE(CalendarText.DATE, CalendarText::date),
  TIME(CalendarText.TIME, text -> CalendarText.time(text).filter(CalendarText::hasOffset)),
  DATE_TIME(
      CalendarText.DATE_TIME, text -> CalendarText.dateTime(text).filter(CalendarText::hasOffset)),
  LOCAL_TIME(
      CalendarText.TIME,
      text -> CalendarText.time(text).filter(time -> !CalendarText.hasOffset(time))),
  LOCAL_DATE_TIME(
      CalendarText.DATE_TIME,
      text -> CalendarText.dateTime(text).filter(time -> !CalendarText.hasOffset(time)));

  private final Pattern pattern;

  @SuppressWarnings("ImmutableEnumChecker") // all are functions without state
  private final Function<String, Optional<String>> normalise;

  Format(String pattern, Function<String, Optional<String>> normalise) {
    this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    this.normalise = normalise;
  }

  /** Returns the format of this name in JSON Schema; nothing if its values look like any text. */
  static Optional<Format> named(String name) {
    return switch (name) {
      case "email", "idn-email" -> Optional.of(EMAIL);
      case "uri", "url", "iri" -> Optional.of(URI);
      case "uuid" -> Optional.of(UUID);
      case "ipv4" -> Optional.of(IPV4);
      case "date" -> Optional.of(DATE);
      case "time" -> Optional.of(TIME);
      case "date-time" -> Optional.of(DATE_TIME);
      default -> Optional.empty();
    };
  }

  /**
   * Returns the format that a pattern spells out, as schemas do for times without an offset, which
   * JSON Schema has no format for.
   */
  static Optional<Format> spelledOutBy(Predicate<String> pattern) {
    if (pattern.test("x") || pattern.test("1")) {
      return Optional.empty();
    }
    if (pattern.test("2024-05-06T07:08:09")) {
      return Optional.of(LOCAL_DATE_TIME);
    }
    if (pattern.test("07:08:09")) {
      return Optional.of(LOCAL_TIME);
    }
    return pattern.test("2024-05-06") ? Optional.of(DATE) : Optional.empty();
  }

  /** Returns every value of this format in a text. */
  List<Found> find(String text) {
    List<Found> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      int start = matcher.start();
      int end = matcher.end();
      normalise
          .apply(matcher.group())
          .ifPresent(value -> found.add(new Found(start, end, Json.of(value))));
    }
    return found;
  }
}
