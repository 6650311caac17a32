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
  private final int shortestLimit;
  private final Set<String> told = new HashSet<>();
  private List<Problem> problems = List.of();
  private boolean hopeless;
  private boolean blank;

  /** How long the growing string must be for another look at its limit. */
  private int longEnough;

  StreamWatch(StreamChecks checks, Place root, JsonSchema schema, Consumer<Problem> listeners) {
    this.checks = checks;
    this.root = root;
    this.schema = schema;
    this.listeners = listeners;
    this.repetition = new Repetition(checks.repeatedCharacters());
    this.shortestLimit =
        checks.constraints() == Reaction.OFF ? Integer.MAX_VALUE : root.shortestText();
    this.longEnough = shortestLimit;
  }

  /** Returns what sees each complete value: nothing, if constraints are not looked at. */
  PartialJsonParser.Observer observer() {
    return checks.constraints() == Reaction.OFF ? PartialJsonParser.Observer.NONE : this;
  }

  /** Returns what was found so far; immutable. */
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
    if (shortestLimit < Integer.MAX_VALUE) {
      CharSequence growing = parser.growingText();
      if (growing.length() > longEnough) {
        checkText(parser.growingPointer(), growing);
      }
    }
  }

  private void found(Problem problem, Reaction reaction) {
    if (problems.size() < MAX_PROBLEMS && told.add(problem.rule() + ' ' + problem.pointer())) {
      List<Problem> more = new ArrayList<>(problems);
      more.add(problem);
      problems = List.copyOf(more);
      listeners.accept(problem);
    }
    hopeless |= reaction == Reaction.ABORT;
  }

  @Override
  public void done(JsonPointer pointer, Json value) {
    longEnough = shortestLimit;
    List<String> path = own(pointer);
    Optional<Place> place = path.isEmpty() ? Optional.empty() : place(path);
    if (place.isPresent() && !place.get().isUnknown() && !place.get().keeps(value)) {
      tell(path, place.get().read(value).problems());
    }
  }

  /** Returns the path in the schema's own form: without the object that is wrapped around it. */
  private List<String> own(JsonPointer pointer) {
    List<String> path = pointer.segments();
    return !path.isEmpty() && root.isWrapper(path.get(0)) ? path.subList(1, path.size()) : path;
  }

  /** Returns what the schema says of a place; nothing if only the whole answer can tell. */
  private Optional<Place> place(List<String> path) {
    Place place = root;
    for (int i = 0; i < path.size(); i++) {
      String segment = path.get(i);
      if (place.isMap() && isIndex(segment)) {
        return Optional.empty(); // The entry of a map or its key.
      }
      if (place.isList()) {
        checkLength(place, path.subList(0, i), segment);
        place = place.item();
      } else {
        place = place.member(segment);
      }
    }
    return Optional.of(place);
  }

  private void tell(List<String> path, List<Problem> wrong) {
    String at = new JsonPointer(path).toString();
    List<Problem> here = wrong.stream().map(problem -> problem.under(at)).toList();
    for (Problem problem : schema.masked(here)) {
      found(problem, checks.constraints());
    }
  }

  private void checkLength(Place list, List<String> path, String segment) {
    int max = list.limit("maxItems");
    if (max < Integer.MAX_VALUE && isIndex(segment) && Integer.parseInt(segment) == max) {
      found(
          new Problem(
              new JsonPointer(path).toString(),
              "maxItems",
              "must have at most " + max + " items",
              Optional.empty(),
              Problem.Source.SCHEMA),
          checks.constraints());
    }
  }

  /** Looks whether a string that is growing is longer than it may be already. */
  private void checkText(JsonPointer pointer, CharSequence text) {
    List<String> path = own(pointer);
    Optional<Place> place = place(path);
    int max = place.map(known -> known.limit("maxLength")).orElse(Integer.MAX_VALUE);
    int points = text.length() <= max ? 0 : Character.codePointCount(text, 0, text.length());
    if (points <= max) {
      longEnough = points == 0 ? max : text.length() + max - points;
      return;
    }
    longEnough = Integer.MAX_VALUE;
    tell(
        path,
        place.orElseThrow().read(Json.of(text.toString())).problems().stream()
            .filter(problem -> problem.rule().equals("maxLength"))
            .toList());
  }

  private static boolean isIndex(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
        return false;
      }
    }
    return !segment.isEmpty() && segment.length() <= 9;
  }
}
