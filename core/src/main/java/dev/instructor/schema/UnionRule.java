package dev.instructor.schema;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code anyOf} or {@code oneOf}. Tells the problems of the one branch that the value means: the
 * one whose discriminator matches, else the one whose type matches, else the one whose properties
 * fit best. Where no branch is meant, it is one problem that names the branches.
 */
final class UnionRule implements Rule {
  private final String keyword;
  private final Json argument;
  private final List<SchemaNode> branches;
  // Worked out at the first check: before that a recursive branch is not compiled yet.
  private volatile @Nullable List<UnionBranch> shapes;

  UnionRule(String keyword, Json argument, List<SchemaNode> branches) {
    this.keyword = keyword;
    this.argument = argument;
    this.branches = branches;
  }

  List<SchemaNode> branches() {
    return branches;
  }

  @Override
  public void check(Json value, Findings findings) {
    List<UnionBranch> possible = new ArrayList<>(2);
    for (UnionBranch branch : shapes()) {
      if (branch.mayAccept(value)) {
        possible.add(branch);
      }
    }
    if (possible.size() == 1) {
      possible.get(0).node().check(value, findings);
    } else if (possible.isEmpty()) {
      tellNoBranch(value, findings);
    } else {
      checkEach(possible, value, findings);
    }
  }

  private List<UnionBranch> shapes() {
    List<UnionBranch> known = shapes;
    if (known == null) {
      known = branches.stream().map(UnionBranch::of).toList();
      shapes = known;
    }
    return known;
  }

  private void checkEach(List<UnionBranch> possible, Json value, Findings findings) {
    int accepted = 0;
    for (UnionBranch branch : possible) {
      if (findings.probe(branch.node(), value)) {
        accepted++;
        if (keyword.equals("anyOf")) {
          return;
        }
      }
    }
    if (accepted == 1) {
      return;
    }
    // Which branch is meant matters only where its problems are told.
    UnionBranch meant = accepted == 0 && !findings.isProbe() ? bestFit(possible, value) : null;
    if (meant == null) {
      findings.addBroken(keyword, argument, value);
    } else {
      meant.node().check(value, findings);
    }
  }

  private static @Nullable UnionBranch bestFit(List<UnionBranch> possible, Json value) {
    UnionBranch best = null;
    int bestScore = Integer.MIN_VALUE;
    for (UnionBranch branch : possible) {
      int score = value instanceof JsonObject object ? branch.fit(object) : 0;
      if (score > bestScore) {
        best = branch;
        bestScore = score;
      } else if (score == bestScore) {
        best = null;
      }
    }
    return best;
  }

  private void tellNoBranch(Json value, Findings findings) {
    if (findings.isProbe()) {
      findings.addBroken(keyword, argument, value);
      return;
    }
    List<UnionBranch> ofType = shapes().stream().filter(b -> b.acceptsTypeOf(value)).toList();
    if (ofType.size() == 1) {
      ofType.get(0).node().check(value, findings);
      return;
    }
    if (value instanceof JsonObject object
        && !ofType.isEmpty()
        && tellTag(ofType, object, findings)) {
      return;
    }
    findings.addBroken(keyword, argument, value);
  }

  /** Tells that the discriminator is missing or unknown, if the branches have one. */
  private static boolean tellTag(List<UnionBranch> branches, JsonObject object, Findings findings) {
    for (String name : branches.get(0).tags().keySet()) {
      if (!branches.stream().allMatch(branch -> branch.tags().containsKey(name))) {
        continue;
      }
      Set<Json> legal = new LinkedHashSet<>();
      branches.forEach(branch -> legal.addAll(branch.tags().getOrDefault(name, List.of())));
      String must = CheckMessages.of("enum", Json.array(List.copyOf(legal)));
      String pointer = JsonPointer.child(findings.pointer(), name);
      Optional<Json> tag = object.get(name);
      if (tag.isEmpty()) {
        String missing = "is required but missing, and " + must;
        findings.add(
            new Problem(pointer, "required", missing, Optional.empty(), Problem.Source.SCHEMA));
        return true;
      } else if (!legal.contains(tag.get())) {
        findings.add(Problem.ofSchema(pointer, "enum", must, Findings.text(tag.get())));
        return true;
      }
    }
    return false;
  }
}
