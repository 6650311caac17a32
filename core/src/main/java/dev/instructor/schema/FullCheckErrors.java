package dev.instructor.schema;

import dev.harrel.jsonschema.Error;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the library's errors into problems. Errors that only say that a part failed are left out;
 * of a union's branches the one that is meant is told, as in {@link UnionRule}.
 */
final class FullCheckErrors {
  /** Keywords that fail because a part fails, and the part's own error says it. */
  private static final Set<String> PARENTS =
      Set.of(
          "$ref",
          "$dynamicRef",
          "$recursiveRef",
          "allOf",
          "properties",
          "patternProperties",
          "additionalProperties",
          "unevaluatedProperties",
          "propertyNames",
          "dependentSchemas",
          "prefixItems",
          "items",
          "additionalItems",
          "unevaluatedItems",
          "if");

  private final List<Error> errors;
  private final Json value;

  private FullCheckErrors(List<Error> errors, Json value) {
    this.errors = errors;
    this.value = value;
  }

  static List<Problem> problems(List<Error> errors, Json value) {
    FullCheckErrors all = new FullCheckErrors(errors, value);
    Set<Problem> problems = new LinkedHashSet<>(all.told(errors));
    if (problems.isEmpty()) {
      // Never read an invalid value as valid, whatever the library's errors look like.
      String keyword = errors.isEmpty() ? "schema" : keyword(errors.get(0));
      problems.add(
          Problem.ofSchema("", keyword, "must match the JSON Schema", Findings.text(value)));
    }
    return List.copyOf(problems);
  }

  /** Returns the problems of errors that stand beside each other: all of them, but for branches. */
  private List<Problem> told(List<Error> group) {
    List<Error> unions = group.stream().filter(FullCheckErrors::isUnion).toList();
    List<Problem> problems = new ArrayList<>();
    for (Error error : group) {
      if (unions.stream().anyMatch(union -> isWithin(error, union))) {
        continue;
      }
      if (isUnion(error)) {
        problems.addAll(union(error, group));
      } else if (!isAside(error)) {
        problems.addAll(problem(error));
      }
    }
    return problems;
  }

  private static boolean isUnion(Error error) {
    return keyword(error).equals("anyOf") || keyword(error).equals("oneOf");
  }

  private static boolean isWithin(Error error, Error union) {
    return error != union
        && error.getEvaluationPath().startsWith(union.getEvaluationPath() + "/")
        && isAtOrBelow(error.getInstanceLocation(), union.getInstanceLocation());
  }

  private static boolean isAtOrBelow(String place, String parent) {
    return place.equals(parent) || place.startsWith(parent + "/");
  }

  /** Returns whether an error is of a trial whose failure is no problem in itself. */
  private boolean isAside(Error error) {
    for (Error trial : errors) {
      String keyword = keyword(trial);
      if ((keyword.equals("if") || keyword.equals("contains")) && isWithin(error, trial)) {
        return true;
      }
    }
    return false;
  }

  private List<Problem> union(Error union, List<Error> group) {
    Map<String, List<Error>> branches = new LinkedHashMap<>();
    for (Error error : group) {
      if (isWithin(error, union)) {
        String rest = error.getEvaluationPath().substring(union.getEvaluationPath().length() + 1);
        int end = rest.indexOf('/');
        branches
            .computeIfAbsent(end < 0 ? rest : rest.substring(0, end), b -> new ArrayList<>())
            .add(error);
      }
    }
    String place = union.getInstanceLocation();
    List<List<Error>> ofType =
        branches.values().stream().filter(branch -> !isWrongType(branch, place)).toList();
    List<List<Error>> meant = ofType.stream().filter(branch -> !isTagged(branch, place)).toList();
    if (ofType.size() == 1) {
      return told(ofType.get(0));
    }
    if (meant.size() == 1) {
      return told(meant.get(0));
    }
    return problem(union);
  }

  private static boolean isWrongType(List<Error> branch, String place) {
    return branch.stream()
        .anyMatch(e -> keyword(e).equals("type") && e.getInstanceLocation().equals(place));
  }

  private static boolean isTagged(List<Error> branch, String place) {
    return branch.stream()
        .anyMatch(
            e ->
                (keyword(e).equals("const") || keyword(e).equals("enum"))
                    && isAtOrBelow(e.getInstanceLocation(), place)
                    && e.getInstanceLocation().indexOf('/', place.length() + 1) < 0);
  }

  private List<Problem> problem(Error error) {
    String keyword = keyword(error);
    String place = error.getInstanceLocation();
    Json at = JsonPointer.parse(place).in(value).orElse(Json.ofNull());
    if (error.getEvaluationPath().contains("/propertyNames/")) {
      return ofName(error, place);
    }
    if (keyword.equals("required")) {
      return missing(error, place);
    }
    if (PARENTS.contains(keyword)) {
      return List.of();
    }
    if (keyword.equals("false")) {
      String rule =
          JsonPointer.parse(error.getEvaluationPath()).segments().stream()
              .reduce("false", (first, last) -> last);
      return List.of(Problem.ofSchema(place, rule, "is not allowed", Findings.text(at)));
    }
    String message = Optional.ofNullable(error.getError()).orElse("breaks the rule " + keyword);
    return List.of(Problem.ofSchema(place, keyword, message, Findings.text(at)));
  }

  private static List<Problem> ofName(Error error, String place) {
    if (PARENTS.contains(keyword(error))) {
      return List.of();
    }
    String name = JsonPointer.parse(place).segments().stream().reduce("", (first, last) -> last);
    return List.of(
        Problem.ofSchema(
            place,
            "propertyNames",
            "has a name that " + Optional.ofNullable(error.getError()).orElse("is not allowed"),
            Findings.text(Json.of(name))));
  }

  private static List<Problem> missing(Error error, String place) {
    List<Problem> problems = new ArrayList<>();
    for (Json name : Json.parse(error.getError()).asArray().orElseThrow().items()) {
      problems.add(Problem.ofMissing(JsonPointer.child(place, name.asText().orElse(""))));
    }
    return problems;
  }

  /** Returns the keyword; {@code false} for the schema {@code false}, which has none. */
  private static String keyword(Error error) {
    return Optional.ofNullable(error.getKeyword()).orElse("false");
  }
}
