package dev.instructor.schema;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules for objects. */
final class ObjectRules {
  private ObjectRules() {}

  /**
   * {@code properties} and {@code additionalProperties}.
   *
   * @param closed whether {@code additionalProperties} is {@code false}
   */
  record Properties(
      Map<String, SchemaNode> properties, @Nullable SchemaNode additional, boolean closed)
      implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (!(value instanceof JsonObject object)) {
        return;
      }
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        if (findings.done()) {
          return;
        }
        SchemaNode node = properties.get(member.getKey());
        if (node == null && !closed) {
          node = additional;
        } else if (node == null) {
          notAllowed(member.getKey(), member.getValue(), findings);
        }
        if (node != null && findings.enter(member.getKey(), member.getValue())) {
          node.check(member.getValue(), findings);
          findings.leave();
        }
      }
    }

    private void notAllowed(String name, Json value, Findings findings) {
      if (findings.enter(name, value)) {
        String message =
            findings.isProbe() ? "" : CheckMessages.notAllowed(List.copyOf(properties.keySet()));
        findings.add("additionalProperties", message, value);
        findings.leave();
      }
    }
  }

  record Required(List<String> names) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonObject object) {
        Map<String, Json> members = object.members();
        for (int i = 0; i < names.size(); i++) {
          if (!members.containsKey(names.get(i))) {
            findings.addMissing(names.get(i));
          }
        }
      }
    }
  }

  /** {@code minProperties} or {@code maxProperties}. */
  record Size(String keyword, long limit, boolean upper, Json argument) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonObject object
          && (upper ? object.members().size() > limit : object.members().size() < limit)) {
        findings.addBroken(keyword, argument, value);
      }
    }
  }

  record PropertyNames(SchemaNode node) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonObject object) {
        for (String name : object.members().keySet()) {
          Findings ofName = new Findings();
          node.check(Json.of(name), ofName);
          for (Problem problem : ofName.problems()) {
            findings.add(
                new Problem(
                    JsonPointer.child(findings.pointer(), name),
                    "propertyNames",
                    "has a name that " + problem.message(),
                    Optional.of(Findings.text(Json.of(name))),
                    Problem.Source.SCHEMA));
          }
        }
      }
    }
  }
}
