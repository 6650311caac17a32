package dev.instructor.read;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scalars as programs print them: {@code Priority.HIGH, Decimal('12.50'), date(2024, 3, 5)}. */
final class CodeLiterals {
  private static final int MAX_LENGTH = 120;

  /** A member of an enum behind the name of its type, which begins with a capital. */
  private static final Pattern MEMBER =
      Pattern.compile("(?:\\w+\\.)*[A-Z]\\w*(?:\\.|::)(?<member>[A-Za-z_]\\w*)");

  private static final Pattern SHOWN_MEMBER =
      Pattern.compile("<(?<name>[\\w.]+)(?:: ?(?<quote>['\"]?)(?<value>.*)\\k<quote>)?>");

  private static final Pattern CALL =
      Pattern.compile(
          "(?:new )?(?<name>[A-Za-z_][\\w.]{0,40})\\( ?(?<quote>['\"]?)(?<value>[^'\"()]*)\\k<quote> ?\\)");

  private static final Pattern DAY =
      Pattern.compile("(?<year>[0-9]{4}), ?(?<month>[0-9]{1,2}), ?(?<day>[0-9]{1,2})(?:, ?0)*");

  private static final Set<String> NUMBERS =
      Set.of("decimal", "int", "float", "bigdecimal", "numberlong", "numberint", "numberdecimal");

  private static final Set<String> DAYS =
      Set.of("date", "datetime", "datetime.date", "datetime.datetime");

  private CodeLiterals() {}

  /** Returns the names and values by which a text shows a member of an enum, the value first. */
  static List<String> member(String text) {
    if (text.length() > MAX_LENGTH) {
      return List.of();
    }
    Matcher shown = SHOWN_MEMBER.matcher(text.strip());
    boolean angled = shown.matches();
    Matcher member = MEMBER.matcher(angled ? shown.group("name") : text.strip());
    if (!member.matches()) {
      return List.of();
    }
    return angled && shown.group("value") != null
        ? List.of(shown.group("value"), member.group("member"))
        : List.of(member.group("member"));
  }

  /** Returns the number that a text constructs. */
  static Optional<String> number(String text) {
    return call(text)
        .filter(call -> NUMBERS.contains(name(call)) || name(call).matches("(?:np|numpy)\\.\\w+"))
        .map(call -> call.group("value"));
  }

  /** Returns the day that a text constructs. */
  static Optional<String> day(String text) {
    Matcher call = call(text).orElse(null);
    if (call == null) {
      return Optional.empty();
    }
    if (name(call).equals("isodate")) {
      return Optional.of(call.group("value"));
    }
    Matcher day = DAY.matcher(call.group("value"));
    return DAYS.contains(name(call)) && day.matches()
        ? Optional.of(day.group("year") + "-" + day.group("month") + "-" + day.group("day"))
        : Optional.empty();
  }

  private static Optional<Matcher> call(String text) {
    Matcher call = CALL.matcher(text.length() > MAX_LENGTH ? "" : text.strip());
    return call.matches() ? Optional.of(call) : Optional.empty();
  }

  private static String name(Matcher call) {
    return call.group("name").toLowerCase(Locale.ROOT);
  }
}
