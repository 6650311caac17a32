package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules for arrays. */
final class ArrayRules {
  private ArrayRules() {}

  /** {@code prefixItems} and {@code items}. */
  record Items(List<SchemaNode> prefix, @Nullable SchemaNode rest) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonArray array) {
        List<Json> items = array.items();
        int end = rest == null ? Math.min(prefix.size(), items.size()) : items.size();
        for (int i = 0; i < end && !findings.done(); i++) {
          SchemaNode node = i < prefix.size() ? prefix.get(i) : rest;
          if (node != null && findings.enter(i, items.get(i))) {
            node.check(items.get(i), findings);
            findings.leave();
          }
        }
      }
    }
  }

  /** {@code minItems} or {@code maxItems}. */
  record Size(String keyword, long limit, boolean upper, Json argument) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonArray array
          && (upper ? array.items().size() > limit : array.items().size() < limit)) {
        findings.addBroken(keyword, argument, value);
      }
    }
  }

  record Unique(Json argument) implements Rule {
    @Override
    public void check(Json value, Findings findings) {
      if (value instanceof JsonArray array && hasDuplicate(array.items())) {
        findings.addBroken("uniqueItems", argument, value);
      }
    }

    private static boolean hasDuplicate(List<Json> items) {
      Map<Integer, List<Json>> seen = new HashMap<>();
      for (Json item : items) {
        List<Json> alike = seen.computeIfAbsent(hash(item), h -> new ArrayList<>(1));
        for (Json other : alike) {
          if (other.sameAs(item)) {
            return true;
          }
        }
        alike.add(item);
      }
      return false;
    }

    /** Returns a hash that is equal for values that are the same after JSON Schema. */
    static int hash(Json value) {
      if (value instanceof JsonNumber number) {
        return Double.hashCode(number.value().doubleValue());
      } else if (value instanceof JsonArray array) {
        int hash = 1;
        for (Json item : array.items()) {
          hash = hash * 31 + hash(item);
        }
        return hash;
      } else if (value instanceof JsonObject object) {
        int hash = 7;
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          hash += member.getKey().hashCode() ^ hash(member.getValue());
        }
        return hash;
      }
      return value.hashCode();
    }
  }
}
