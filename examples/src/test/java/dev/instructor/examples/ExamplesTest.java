package dev.instructor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Runs each example as its reader would, and compares what it prints; an ellipsis stands for the
 * rest of a line.
 */
class ExamplesTest {
  /** Those that need a server's address in the environment: {@link CanonicalTest} runs them. */
  private static final List<String> ELSEWHERE = List.of("Canonical", "CanonicalByHand");

  static final List<Map.Entry<String, String>> PRINTED =
      List.of(
          Map.entry(
              "QuickStart",
              """
              Jason is 25
              """),
          Map.entry(
              "ReaskExample",
              """
              Attempt 1: {"name":"Jason","age":-25}
                /age must be at least 0
              Attempt 2: {"name":"Jason","age":25}
              User[name=Jason, age=25]
              OpenAI was asked 2 times. The last time:
              "These arguments are not right. Call the tool User again with the complete corrected arguments. What is wrong:\\n- /age: must be at least 0, but it is -25 (rule: minimum)"
              """),
          Map.entry(
              "ListExample",
              """
              URGENT: Order the new printer
              LOW: Tidy the archive
              URGENT
              {apples=12, pears=3}
              """),
          Map.entry(
              "SealedExample",
              """
              49.90 by the card that ends in 4242
              120 to the account DE89370400440532013000
              Cash[amount=5]
              """),
          Map.entry(
              "ToolsExample",
              """
              weather{"name":"Oslo"} -> {"degrees":-3,"rain":false}
              weather{"name":"Bergen"} -> {"degrees":4,"rain":true}
              Trip[to=Oslo, clothes=a warm coat]
              2 requests
              """),
          Map.entry(
              "CreateAllExample",
              """
              Alarm[at=07:00]
              Mail[to=Ann, subject=I come later]
              """),
          Map.entry(
              "NestedExample",
              """
              2026-017 for Acme Ltd
              total 192.50
              to be paid by 2026-03-16
              VAT number: not given
              """),
          Map.entry(
              "RulesExample",
              """
              first answer: /arrival must not lie in the past
              first answer: the booking must end after it begins
              Booking[guest=Ada Lovelace, arrival=2026-05-03, departure=2026-05-05]
              """),
          Map.entry(
              "SchemaExample",
              """
              {"quantity":"flour","value":2.5,"unit":"kg"}
              kg
              """),
          Map.entry(
              "FailureExample",
              """
              2 attempts, [/age: minimum, must be at least 0 (value of 2 characters)]
              STATUS, worth a later try: false
              refused: I'm sorry, I can't help with that.
              cut at the token limit: {"name": "Ja
              There is no provider 'opnai'.…
              """),
          Map.entry(
              "MediaExample",
              """
              Receipt[shop=Corner Shop, total=12.50]
              Receipt[shop=Book Store, total=30]
              Media[IMAGE, image/png, Url]
              Text[11 characters]
              """),
          Map.entry(
              "FailoverExample",
              """
              anthropic/claude-sonnet-5-5: User[name=Jason, age=25]
              """),
          Map.entry(
              "LimitsExample",
              """
              stopped after 3 attempts and 600 tokens
              User[name=Jason, age=25] with 80 tokens
              """),
          Map.entry(
              "AsyncExample",
              """
              User[name=Jason, age=25]
              User[name=Sarah, age=30]
              User[name=Tom, age=41]
              cancelled: true
              """),
          Map.entry(
              "ModesExample",
              """
              TOOLS: User[name=Jason, age=25]
              JSON_SCHEMA: User[name=Jason, age=25]
              JSON: User[name=Jason, age=25]
              PROMPTED: User[name=Jason, age=25]
              AUTO took TOOLS
              AUTO took JSON_SCHEMA
              instead of TOOLS
              """),
          Map.entry(
              "ProvidersExample",
              """
              Instructor[openai/gpt-5-mini] /v1/chat/completions: User[name=Jason, age=25]
              Instructor[openai-compatible/qwen3-8b] /v1/chat/completions: User[name=Jason, age=25]
              Instructor[azure_openai/my-deployment] /openai/deployments/my-deployment/chat/completions: User[name=Jason, age=25]
              """),
          Map.entry(
              "ListenerExample",
              """
              attempt 1 begins
              attempt 1 ends: [/age: maximum, must be at most 150 (value of 3 characters)]
              attempt 2 begins
              attempt 2 ends: []
              done, 147 tokens
              User[name=Jason, age=25]
              """),
          Map.entry(
              "PartialsExample",
              """
              Tea, for …, steps 0
              Tea, for 2, steps 0
              Tea, for 2, steps 0
              Tea, for 2, steps 1
              Tea, for 2, steps 1
              Tea, for 2, steps 2
              Tea, for 2, steps 2
              Tea, for 2, steps 2
              Recipe[name=Tea, servings=2, steps=[Step[title=Boil water, minutes=3], Step[title=Let it draw, minutes=4]], hint=Optional[Warm the pot first.]]
              Warm the pot first.
              """),
          Map.entry(
              "ItemsExample",
              """
              User[name=Jason, age=25]
              User[name=Sarah, age=30]
              User[name=Tom, age=41]
              2 attempts
              Jason
              Sarah
              1 [/age: maximum, must be at most 150 (value of 3 characters)]
              """),
          Map.entry(
              "TestingExample",
              """
              User[name=Jason, age=25], asked 2 times
              """));

  @ParameterizedTest
  @FieldSource("PRINTED")
  void main_prints(Map.Entry<String, String> example) throws Exception {
    Method main =
        Class.forName("dev.instructor.examples." + example.getKey())
            .getMethod("main", String[].class);

    List<String> printed =
        Console.linesOf(
            args -> {
              try {
                main.invoke(null, (Object) args);
              } catch (InvocationTargetException e) {
                throw new AssertionError(e.getCause());
              }
            });

    List<String> expected = example.getValue().lines().toList();
    assertThat(printed).hasSameSizeAs(expected).zipSatisfy(expected, ExamplesTest::assertLine);
  }

  private static void assertLine(String printed, String expected) {
    if (expected.endsWith("…")) {
      assertThat(printed).startsWith(expected.substring(0, expected.length() - 1));
    } else {
      assertThat(printed).isEqualTo(expected);
    }
  }

  @Test
  void everyExample_isRun() {
    Stream<String> run = Stream.concat(ELSEWHERE.stream(), PRINTED.stream().map(Map.Entry::getKey));

    assertThat(run).containsExactlyInAnyOrderElementsOf(Repository.programs());
  }
}
