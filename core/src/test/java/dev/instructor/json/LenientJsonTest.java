package dev.instructor.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.LenientJson.Candidate;
import dev.instructor.json.LenientJson.Findings;
import dev.instructor.json.Repair.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not quite JSON, and the liberties that are taken with it. */
class LenientJsonTest {

  static List<Arguments> forms() {
    return List.of(
        form("{\"a\": 1,}", "{\"a\":1}", Kind.COMMAS),
        form("{\"a\": 1,, \"b\": 2}", "{\"a\":1,\"b\":2}", Kind.COMMAS),
        form("{\"a\": \"x\" \"b\": 2}", "{\"a\":\"x\",\"b\":2}", Kind.COMMAS),
        form("[\"a\" \"b\"]", "[\"a\",\"b\"]", Kind.COMMAS),
        form("{\"a\"; 1}".replace(';', '='), "{\"a\":1}", Kind.COMMAS),
        form("{'a': 'it's'}", "{\"a\":\"it's\"}", Kind.QUOTES),
        form(
            "{\"a\": \"say \"yes\", or \"no\"\"}",
            "{\"a\":\"say \\\"yes\\\", or \\\"no\\\"\"}",
            Kind.QUOTES),
        form("{\"a\": \"x, \"b\": 2}", "{\"a\":\"x\",\"b\":2}", Kind.QUOTES),
        form("{\"a: \"x\", \"b\": 2}", "{\"a\":\"x\",\"b\":2}", Kind.QUOTES),
        form("{\"b\": 2, \"a\": \"34}", "{\"b\":2,\"a\":\"34\"}", Kind.QUOTES),
        form("{a: some words, b: 2}", "{\"a\":\"some words\",\"b\":2}", Kind.QUOTES),
        form("{“a”: “‘x’”}", "{\"a\":\"‘x’\"}", Kind.QUOTES),
        form(
            "{\"a\": \"\"\"b \"c\"\"\"\"}".replace("\"\"\"\"}", "\" \"\"\"}"),
            "{\"a\":\"b \\\"c\\\" \"}",
            Kind.QUOTES),
        form("{\"a\": 1 /* x */}", "{\"a\":1}", Kind.COMMENTS),
        form("{\"a\": 1 # x\n}", "{\"a\":1}", Kind.COMMENTS),
        form("{\"a\": \"b\" (as said), \"c\": 1}", "{\"a\":\"b\",\"c\":1}", Kind.COMMENTS),
        form("{\"a\": True, \"b\": None}", "{\"a\":true,\"b\":null}", Kind.LITERALS),
        form("{\"a\": NaN}", "{\"a\":null}", Kind.LITERALS),
        form("{\"a\": -Infinity}", "{\"a\":null}", Kind.NUMBERS),
        form("{\"a\": +.5, \"b\": 1_000}", "{\"a\":0.5,\"b\":1000}", Kind.NUMBERS),
        form("{\"a\": 1,234.5, \"b\": 0x1F}", "{\"a\":1234.5,\"b\":31}", Kind.NUMBERS),
        form("{\"a\": \"\\d\\'\\x41\"}", "{\"a\":\"\\\\d'A\"}", Kind.ESCAPES),
        form("{\"\\ud83d\": 1, \"\\ud83d\\ude00\": 2}", "{\"\uFFFD\":1,\"😀\":2}", Kind.ESCAPES),
        form("{\"a\": \"b\nc\"}", "{\"a\":\"b\\nc\"}", Kind.ESCAPES),
        form("{\u00a0\"a\": １２}", "{\"a\":12}", Kind.CHARACTERS),
        form("{\"a\": \"b\" + 'c'}", "{\"a\":\"bc\"}", Kind.CONCATENATION),
        form("{\"a\": [{\"b\": 1}}", "{\"a\":[{\"b\":1}]}", Kind.BRACKETS),
        form("{\"a\": [1}, \"b\": 2}", "{\"a\":[1],\"b\":2}", Kind.BRACKETS),
        form("{\"a\": {\"c\": 1}}, \"b\": 2}", "{\"a\":{\"c\":1},\"b\":2}", Kind.BRACKETS),
        form("{{\"a\": {{\"b\": 1}}}}", "{\"a\":{\"b\":1}}", Kind.BRACKETS),
        form("{\"a\": (1, 2)}", "{\"a\":[1,2]}", Kind.BRACKETS),
        form("f(a=1, b='x')", "{\"a\":1,\"b\":\"x\"}", Kind.BRACKETS),
        form("\"a\": 1, \"b\": 2}", "{\"a\":1,\"b\":2}", Kind.BRACKETS),
        form("{\"a\": 1, \"b\": }", "{\"a\":1}", Kind.MISSING_VALUE),
        form("{\"a\": \"b{\"a\": 1}", "{\"a\":1}", Kind.RESTART),
        form("{\"a\": [1]", "{\"a\":[1]}", Kind.TRUNCATION),
        form("a: 1\nb:\n  - x\n  - y: z", "{\"a\":1,\"b\":[\"x\",{\"y\":\"z\"}]}", Kind.KEY_VALUE),
        form("- **A**: 1\n- **B**: x", "{\"A\":1,\"B\":\"x\"}", Kind.KEY_VALUE),
        form("- x\n- y", "[\"x\",\"y\"]", Kind.KEY_VALUE),
        form("\ud83dtags:\n  - a", "{\"\uFFFDtags\":[\"a\"]}", Kind.KEY_VALUE),
        form("| a | b |\n|---|---|\n| 1 | x |", "[{\"a\":1,\"b\":\"x\"}]", Kind.KEY_VALUE),
        form("<a>1</a><b>x</b>", "{\"a\":1,\"b\":\"x\"}", Kind.KEY_VALUE),
        form(
            "{„a“: »b«, „c“: „er sagt „ja“ dazu“}",
            "{'a':'b','c':'er sagt „ja“ dazu'}",
            Kind.QUOTES),
        form("{a\": 1, 'b\": 'x', \"c': \"y\"}", "{'a':1,'b':'x','c':'y'}", Kind.QUOTES),
        form(
            "{\"a\": Ann, the 1st\", \"b\": 5\"}", "{'a':'Ann, the 1st','b':'5\\\"'}", Kind.QUOTES),
        form("{&#39;a&#39;: &#39;x &#34;y&#34;&#39;}", "{'a':'x \\\"y\\\"'}", Kind.QUOTES),
        form("{u'a': r\"\\d\\b\", 'b': br'\\n'}", "{'a':'\\\\d\\\\b','b':'\\\\n'}", Kind.QUOTES),
        form("{\"a\": \"C:\\My\\\", \"b\": 1}", "{'a':'C:\\\\My\\\\','b':1}", Kind.ESCAPES),
        form("{\"a\": \"so \\\"it\\\", \"b\": 1}", "{'a':'so \\\"it\\\"','b':1}", Kind.QUOTES),
        form("{\"a\": \"C:\\My\\bin\\new\"}", "{'a':'C:\\\\My\\\\bin\\\\new'}", Kind.ESCAPES),
        form("{\"a\": \"\\d+\\b\\n\"}", "{'a':'\\\\d+\\\\b\\n'}", Kind.ESCAPES),
        form("{\"a\\_b\": \"a\\_b\"}", "{'a_b':'a\\\\_b'}", Kind.ESCAPES),
        form("{\"a\": \"x\"، \"b\": \"y، z\"؛ }", "{'a':'x','b':'y، z'}", Kind.COMMAS),
        form("［“a”，“b”］", "['a','b']", Kind.CHARACTERS),
        form("\u001b[1m{\u001b[34;1m\"a\"\u001b[0m: 1}", "{'a':1}", Kind.CHARACTERS),
        form("{\"a\": [\"x\", \"y\", \"b\": 1}", "{'a':['x','y'],'b':1}", Kind.BRACKETS),
        form("{\"a\": [{\"x\": 1}, \"b\": 1}", "{'a':[{'x':1}],'b':1}", Kind.BRACKETS),
        form("[{\"x\": 1}, \"x\": 2}]", "[{'x':1},{'x':2}]", Kind.BRACKETS),
        form("[\"x\": 1, \"y\": 2}, {\"x\": 3}]", "[{'x':1,'y':2},{'x':3}]", Kind.BRACKETS),
        form("['x' => 1, 'y' => ['a']]", "[{'x':1,'y':['a']}]", Kind.COMMAS),
        form("{:a => 1, :b => :c, :d => nil}", "{'a':1,'b':'c','d':null}", Kind.COMMAS),
        form("{\"a\": {\"x\", \"y\"}}", "{'a':['x','y']}", Kind.BRACKETS),
        form("\"x\", \"y\"]", "['x','y']", Kind.BRACKETS),
        form("[, 1]", "[1]", Kind.COMMAS),
        form("A(b=B(c='x'), d=[E(f=1)])", "{'b':{'c':'x'},'d':[{'f':1}]}", Kind.BRACKETS),
        form("[A(b=1)]", "[{'b':1}]", Kind.BRACKETS),
        form("{'a': Decimal('1.50'), 'b': set(['x'])}", "{'a':'1.50','b':['x']}", Kind.BRACKETS),
        form("{'a': print('x'), 'b': max(c=1)}", "{'a':'print(§x§)','b':'max(c=1)'}", Kind.QUOTES),
        form("{'a': datetime.date(2024, 3, 5)}", "{'a':'2024-03-05'}", Kind.LITERALS),
        form("{'a': <Level.HIGH: 'high'>}", "{'a':'high'}", Kind.LITERALS),
        form("{\"a\": 1, \"b{\"a\": 2}", "{'a':2}", Kind.RESTART),
        form("{\"a\": 1, \"b\": [{\"c{\"a\": 2}", "{'a':2}", Kind.RESTART),
        form("a: |\n  x\n    y\n\n  # z\nb: 1", "{'a':'x\\n  y\\n\\n# z','b':1}", Kind.KEY_VALUE),
        form("a: >-\n  x\n  y\n\n  z\nb: 1", "{'a':'x y\\nz','b':1}", Kind.KEY_VALUE),
        form(
            "a: 1 # x\nb: \"y # z\" # x\nc: y # z",
            "{'a':1,'b':'y # z','c':'y # z'}",
            Kind.KEY_VALUE),
        form("a,b\n1,x\n2,\"y, z\"", "[{'a':1,'b':'x'},{'a':2,'b':'y, z'}]", Kind.KEY_VALUE),
        form("<a b=\"1\" c='x &amp; y'/>", "{'a':{'b':1,'c':'x & y'}}", Kind.KEY_VALUE),
        form("* x\n* y: z\n* a", "['x','y: z','a']", Kind.KEY_VALUE));
  }

  private static Arguments form(String text, String value, Kind kind) {
    boolean single = value.startsWith("{'") || value.startsWith("['") || value.startsWith("[{'");
    return Arguments.of(text, single ? doubled(value) : value, kind);
  }

  /** Returns a value with double quotes where single ones stand round names and texts. */
  private static String doubled(String value) {
    return value.replace("\"", "§").replace("'", "\"").replace("\\§", "\\\"").replace("§", "'");
  }

  private static Candidate last(String text) {
    List<Candidate> candidates = LenientJson.search(text).candidates();
    assertThat(candidates).as(text).isNotEmpty();
    return candidates.get(candidates.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void search_notQuiteJson_isReadAndSaidSo(String text, String value, Kind kind) {
    Candidate candidate = last(text);

    assertThat(candidate.value()).isEqualTo(Json.parse(value));
    assertThat(candidate.repairs()).extracting(Repair::kind).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "Here it is: %s Bye.",
        "```json\n%s\n```",
        "~~~\r\n%s\r\n~~~",
        "```json\n%s",
        "`%s`",
        "<think>{\"a\": 1, </think>%s",
        "◁think▷[1◁/think▷%s",
        "[THINK]x[/THINK]%s",
        "<seed:think>x</seed:think>%s",
        "<|START_THINKING|>x<|END_THINKING|>%s",
        "so {\"a\": 0} it was</think>%s",
        "<|channel|>analysis<|message|>{\"a\": 0}<|end|><|start|>assistant<|channel|>final<|message|>%s",
        "<tool_call>%s</tool_call>",
        "<function=User>%s</function>",
        "[TOOL_CALLS]%s",
        "<|python_tag|>%s<|eom_id|>",
        "functions.User(%s)",
        "\uFEFF%s\u200B",
        "const user = %s;"
      })
  void search_surroundings_areSkipped(String form) {
    Json value = Json.parse("{\"a\":\"</think> ``` <think> {\",\"b\":[1,{}]}");
    Candidate candidate = last(form.replace("%s", value.toString()));

    assertThat(candidate.value()).isEqualTo(value);
    assertThat(candidate.thought()).isFalse();
  }

  @Test
  void search_validJson_isNeverAltered() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      String text = MessyTexts.valid(random, 4);

      assertThat(LenientJson.search(text).candidates())
          .containsExactly(new Candidate(Json.parse(text), List.of(), false));
    }
  }

  @Test
  void search_validJsonAmidOtherText_isNeverAltered() {
    List<String> forms =
        List.of("Here: %s Done.", "```json\n%s\n```", "Sure!\n\n```\n%s\n```\nBye", "%s\nOK?");
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Json value = Json.parse(MessyTexts.valid(random, 4));
      String text = forms.get(random.nextInt(forms.size())).replace("%s", value.toString());
      if (value instanceof JsonObject object && !object.members().isEmpty()) {
        assertThat(last(text).value()).as("seed %s", seed).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "I cannot help with that: the text is empty.",
        "Note: nothing is said.",
        "```json\n```",
        "{curly} and [x]",
        "{\"a\": 1, @}",
        "{1, 2}"
      })
  void search_noJson_findsNothing(String text) {
    assertThat(LenientJson.search(text).candidates()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a",
        "{\"a\":",
        "{\"a\": \"x",
        "{\"a\": 1",
        "{\"a\": tru",
        "{\"a\": 1,",
        "{\"a\": [",
        "{\"a\": \"function() { return 1; }",
        "<think>{\"a\": 1}"
      })
  void search_unfinishedScalar_isNotCompleted(String text) {
    Findings findings = LenientJson.search(text);

    assertThat(findings.candidates()).isEmpty();
    assertThat(findings.cutOff()).isTrue();
  }

  @Test
  void search_hostileText_endsWithFewRepairs() {
    List<Repair> repairs = last("{" + "\"a\" = 'x',, ".repeat(10_000) + "}").repairs();

    assertThat(repairs).hasSize(101);
    assertThat(repairs.get(100).kind()).isEqualTo(Kind.OTHERS);
    assertThat(LenientJson.search("[".repeat(1_000_000)).tooDeep()).isTrue();
    assertThat(LenientJson.search("{a".repeat(500_000)).candidates()).isEmpty();
  }

  @Test
  void repairs_longTexts_areShortened() {
    String words = "word ".repeat(1_000).strip();

    assertThat(last("{a: " + words + "}").repairs())
        .allSatisfy(repair -> assertThat(repair.before().length()).isLessThanOrEqualTo(200));
  }
}
