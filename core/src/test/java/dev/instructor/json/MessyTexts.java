package dev.instructor.json;

import java.util.List;
import java.util.Random;

/** Texts for the tolerant reader: valid JSON that misleads, and what models make of it. */
final class MessyTexts {
  private static final List<String> STRINGS =
      List.of(
          "",
          "plain",
          "a \"quoted\" word",
          "braces {\"a\": 1} inside",
          "```json\n{\"x\":2}\n```",
          "`code`",
          "<think>no</think>",
          "graph TD; A-->B{choice}; // mermaid",
          "sequenceDiagram\n  A->>B: {\"x\": [1]}",
          "trailing, comma,]",
          "a\", \"b\": 1",
          "end,\n",
          "'q', 'x'",
          "\"",
          "back\\slash \\n",
          "/* c */ # x",
          "&quot;",
          "[1,",
          "“q”: x, ‘y’",
          "+ \"x\"",
          "<|channel|>analysis<|message|>",
          "snow \u2603 and \ud83d\ude00",
          "nul \u0000",
          "tab\tand\nline");

  private static final List<String> NUMBERS =
      List.of("0", "-0", "7", "-12", "0.5", "2.50", "-1e9", "1E+2", "12345678901234567890");

  private static final String MARKS = "\"'{}[](),:\\\n `<>/#+=“”&;.";

  /** Texts that are not quite JSON, of every kind that is read. */
  static final List<String> MESSY =
      List.of(
          "Here: {'a': 'it's', b: 2, \"c\": [1 2 3], } Bye",
          "```json\n{\"a\": \"x\", \"b\": \"y\"\n```",
          "<think>{\"a\": 0}</think>\n{\"a\": \"say \"yes\", \"no\" and go\", \"b\": {\"c\": tru}}",
          "{“a”：“b”，“c”：［１，２］｝",
          "{\"a\": \"x\" + 'y', // why\n /* no */ \"b\" => .5, # end\n \"c\" = 0x1F}",
          "{\"a\": \"Ann, \"b\": 34, \"c: 3, \"d\": \"\"\"raw \"text\" \"\"\"}",
          "f({{\"a\": {{\"b\": (1, 'x')}}, \"c\": 1,234.5}})",
          "{\\\"a\\\": \\\"say \\\\\\\"hi\\\\\\\"\\\\n\\\", \\\"b\\\": [True, None]}",
          "{&quot;a&quot;: &quot;x &amp; y&quot;, \"\"b\"\": \"\"c\"\"}",
          "User(name='Ann Lee', age=34, tags=[\"a\", 'b'])",
          "\"a\": 1, \"b\": \"\\ud83d\\ude00 \\x41 \\d\"",
          "{\"a\": [[{\"b\": 1}, \"c\": \"\\u12\"}",
          "{\"a\": \"An{\"a\": \"Ann\", \"b\": [\"x\" \"y\"]}",
          "> {\"a\": Ann \"The Boss\" Lee,\n> \"b\": 72 kg}",
          "<|channel|>analysis<|message|>{\"a\":1}<|end|><|channel|>final<|message|>[{\"a\": ..., }]",
          "A(b=B(c=u'x', d=Decimal('1.5')), e=[F(g=r\"\\d\\b\")], h=<I.J: 'k'>, l=date(2024, 3, 5))",
          "\u001b[1m{„a“: »b«\u001b[0m، &#39;c&#39;: 1\n, d\": x y\", \"e': \"C:\\My\\bin\\\", \"f\": 2}",
          "{:a => 1, :b => :c, \"d\\_e\" => new Date(\"x\"), \"f\": max(g=1)}");

  private MessyTexts() {}

  /** Returns valid JSON in which blanks and escapes are random too. */
  static String valid(Random random, int depth) {
    return blank(random) + value(random, depth) + blank(random);
  }

  /** Returns a text with some characters added, taken out or repeated. */
  static String broken(Random random, String text) {
    return changed(random, text, 3);
  }

  /** Returns a text with some characters added or taken out. */
  static String scratched(Random random, String text) {
    return changed(random, text, 2);
  }

  private static String changed(Random random, String text, int kinds) {
    StringBuilder broken = new StringBuilder(text);
    for (int i = 1 + random.nextInt(4); i > 0 && broken.length() > 0; i--) {
      int at = random.nextInt(broken.length());
      switch (random.nextInt(kinds)) {
        case 0 -> broken.deleteCharAt(at);
        case 1 -> broken.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
        default ->
            broken.insert(
                at, broken.substring(at, Math.min(broken.length(), at + random.nextInt(20))));
      }
    }
    return broken.toString();
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 4)) {
      case 0, 1 -> string(random);
      case 2 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
      case 3 -> List.of("true", "false", "null").get(random.nextInt(3));
      case 4 -> list(random, depth, "[", "]", false);
      default -> list(random, depth, "{", "}", true);
    };
  }

  private static String list(Random random, int depth, String open, String close, boolean names) {
    StringBuilder list = new StringBuilder(open).append(blank(random));
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      list.append(i > 0 ? "," + blank(random) : "");
      if (names) {
        // No name comes twice, as the last one would replace what the first one showed.
        list.append(string(random)).insert(list.length() - 1, i);
        list.append(blank(random)).append(':').append(blank(random));
      }
      list.append(value(random, depth - 1)).append(blank(random));
    }
    return list.append(close).toString();
  }

  private static String string(Random random) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : STRINGS.get(random.nextInt(STRINGS.size())).toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || (!Character.isSurrogate(c) && random.nextInt(20) == 0)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String blank(Random random) {
    return List.of("", "", "", " ", "\n", "\r\n\t ").get(random.nextInt(6));
  }
}
