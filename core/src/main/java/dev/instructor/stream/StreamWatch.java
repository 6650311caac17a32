package dev.instructor.stream;

import dev.instructor.call.StreamChecks;
import dev.instructor.call.StreamChecks.Reaction;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonPointer;
import dev.instructor.json.PartialJsonParser;
import dev.instructor.read.Place;
import dev.instructor.schema.JsonSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Looks for what makes a growing answer not worth waiting for. For one answer on one thread. */
final class StreamWatch implements PartialJsonParser.Observer {
  private static final int MAX_PROBLEMS = 100;

  private final StreamChecks checks;
  private final Place root;
  private final JsonSchema schema;
  private final Consumer<Problem> listeners;
  private final Repetition repetition;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private boolean hopeless;
  private boolean blank;

  StreamWatch(StreamChecks checks, Place root, JsonSchema schema, Consumer<Problem> listeners) {
    this.checks = checks;
    this.root = root;
    this.schema = schema;
    this.listeners = listeners;
    this.repetition = new Repetition(checks.repeatedCharacters());
  }

  /** Returns what sees each complete value: nothing, if constraints are not looked at. */
  PartialJsonParser.Observer observer() {
    return checks.constraints() == Reaction.OFF ? PartialJsonParser.Observer.NONE : this;
  }

  /** Returns what was found so far. */
  List<Problem> problems() {
    return problems;
  }

  /** Returns whether the answer is to be given up. */
  boolean isHopeless() {
    return hopeless;
  }

  /** Looks at the text that has just been parsed. */
  void grown(String text, PartialJsonParser parser) {
    if (checks.blanks() != Reaction.OFF && !blank && parser.blankRun() > checks.maxBlanks()) {
      blank = true;
      found(
          Problem.ofAnswer(
              "blanks", "must not have more than " + checks.maxBlanks() + " blanks in a row"),
          checks.blanks());
    }
    if (checks.repetition() != Reaction.OFF && repetition.add(text)) {
      found(
          Problem.ofAnswer("repetition", "must not repeat the same text again and again"),
          checks.repetition());
    }
  }

  private void found(Problem problem, Reaction reaction) {
    if (problems.size() < MAX_PROBLEMS && told.add(problem.rule() + ' ' + problem.pointer())) {
      problems.add(problem);
      listeners.accept(problem);
    }
    hopeless |= reaction == Reaction.ABORT;
  }

  @Override
  public void done(JsonPointer pointer, Json value) {
    List<String> path = pointer.segments();
    int from = !path.isEmpty() && root.isWrapper(path.get(0)) ? 1 : 0;
    if (path.size() == from) {
      return; // The whole answer is read when it has ended.
    }
    Place place = root;
    StringBuilder own = new StringBuilder();
    for (String segment : path.subList(from, path.size())) {
      if (place.isMap() && isIndex(segment)) {
        return; // The entry of a map or its key: which of them, only the whole can tell.
      }
      String parent = own.toString();
      own.setLength(0);
      own.append(JsonPointer.child(parent, segment));
      if (place.isList()) {
        checkLength(place, parent, segment);
        place = place.item();
      } else {
        place = place.member(segment);
      }
    }
    if (!place.isUnknown()) {
      String at = own.toString();
      for (Problem problem : schema.masked(under(at, place.read(value).problems()))) {
        found(problem, checks.constraints());
      }
    }
  }

  private static List<Problem> under(String place, List<Problem> problems) {
    return problems.stream().map(problem -> problem.under(place)).toList();
  }

  private void checkLength(Place list, String at, String segment) {
    Optional<Json> max = list.maxItems();
    if (max.isPresent() && isIndex(segment) && Json.of(Long.parseLong(segment)).equals(max.get())) {
      found(
          new Problem(
              at,
              "maxItems",
              "must have at most " + max.get() + " items",
              Optional.empty(),
              Problem.Source.SCHEMA),
          checks.constraints());
    }
  }

  private static boolean isIndex(String segment) {
    return !segment.isEmpty()
        && segment.length() <= 9
        && segment.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
