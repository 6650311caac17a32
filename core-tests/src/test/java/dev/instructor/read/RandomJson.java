package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random JSON whose strings hold what misleads a tolerant reader. */
final class RandomJson {
  private static final List<String> STRINGS =
      List.of(
          "",
          "plain",
          "a \"quoted\" word",
          "braces {\"a\": 1} inside",
          "```json\n{\"x\":2}\n```",
          "<think>no</think>",
          "graph TD; A-->B{choice}; // mermaid",
          "trailing, comma,]",
          "back\\slash \\n",
          "snow \u2603 and \ud83d\ude00",
          "tab\tand\nline");

  private RandomJson() {}

  static Json value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> Json.of(STRINGS.get(random.nextInt(STRINGS.size())));
      case 1 -> Json.of(random.nextInt(2_000) - 1_000);
      case 2 -> Json.of(random.nextInt(100) / 8.0);
      case 3 -> Json.of(random.nextBoolean());
      case 4 -> Json.ofNull();
      case 5 -> {
        List<Json> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield Json.array(items);
      }
      default -> {
        JsonObject.Builder object = Json.object();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.put(STRINGS.get(random.nextInt(STRINGS.size())), value(random, depth - 1));
        }
        yield object.build();
      }
    };
  }
}
