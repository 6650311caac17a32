package dev.instructor.json;

import java.util.List;
import java.util.Map;

/** Equality of JSON values after JSON Schema Core 2020-12, section 4.2.2. */
final class JsonEquality {
  private JsonEquality() {}

  static boolean same(Json left, Json right) {
    if (left instanceof JsonNumber a && right instanceof JsonNumber b) {
      return a.literal().equals(b.literal()) || a.value().compareTo(b.value()) == 0;
    }
    if (left instanceof JsonArray a && right instanceof JsonArray b) {
      return same(a.items(), b.items());
    }
    if (left instanceof JsonObject a && right instanceof JsonObject b) {
      return same(a.members(), b.members());
    }
    return left.equals(right);
  }

  private static boolean same(List<Json> left, List<Json> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Map<String, Json> left, Map<String, Json> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<String, Json> member : left.entrySet()) {
      Json other = right.get(member.getKey());
      if (other == null || !same(member.getValue(), other)) {
        return false;
      }
    }
    return true;
  }
}
