package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.Instructor;
import dev.instructor.call.Attempt;
import dev.instructor.call.CalledTool;
import dev.instructor.call.Extraction;
import dev.instructor.call.Tool;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.test.AnthropicTwin;
import dev.instructor.test.BedrockTwin;
import dev.instructor.test.CohereTwin;
import dev.instructor.test.GoogleTwin;
import dev.instructor.test.MistralTwin;
import dev.instructor.test.OllamaTwin;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.ResponsesTwin;
import dev.instructor.test.Twin;
import dev.instructor.test.TwinReply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A model that goes down between the rounds of a call with tools: the next one is told what was
 * called and what came of it, in its own words, and no tool is run twice.
 */
class FailoverRoundsTest {
  record Place(String city) {}

  record Trip(String to, int days) {}

  private static final String TRIP = "{\"to\":\"Oslo\",\"days\":3}";

  /** A model, and what stands in for its vendor. */
  private record Vendor(String model, Supplier<Twin<?>> twins) {}

  private record Case(Vendor first, Vendor next) {
    @Override
    public String toString() {
      return first.model() + " | " + next.model();
    }
  }

  private static final List<Vendor> VENDORS =
      List.of(
          new Vendor("openai/gpt-5-mini", OpenAiTwin::start),
          new Vendor("openai-responses/gpt-5-mini", ResponsesTwin::start),
          // It thinks within a budget, and wants its thoughts before its calls.
          new Vendor("anthropic/claude-sonnet-4-5", AnthropicTwin::start),
          new Vendor("anthropic/claude-opus-5-5", AnthropicTwin::start),
          // It wants the signatures of its calls.
          new Vendor("google/gemini-3-flash-preview", GoogleTwin::start),
          new Vendor("bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0", BedrockTwin::start),
          new Vendor("cohere/command-a-reasoning-08-2025", CohereTwin::start),
          new Vendor("mistral/mistral-medium-latest", MistralTwin::start),
          new Vendor("ollama/qwen3", OllamaTwin::start));

  static List<Case> pairs() {
    List<Case> pairs = new ArrayList<>();
    for (Vendor first : VENDORS) {
      VENDORS.stream()
          .filter(next -> next != first)
          .forEach(next -> pairs.add(new Case(first, next)));
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void extract_firstModelDownBetweenRounds_isGoneOnWithByTheNext(Case pair) {
    List<String> run = new ArrayList<>();
    Tool weather =
        Tool.of(
            "weather",
            "Tells the weather.",
            Place.class,
            place -> {
              run.add(place.city());
              return place.city() + ": -3";
            });
    try (Twin<?> first = pair.first().twins().get();
        Twin<?> next = pair.next().twins().get()) {
      first.reply(TwinReply.toolCall("weather", "{\"city\":\"Oslo\"}"));
      first.reply(TwinReply.serverError());
      Instructor client =
          first
              .client(pair.first().model())
              .failover(
                  pair.next().model(),
                  link ->
                      link.withBaseUrl(next.baseUrl())
                          .withApiKey(ApiKey.of(next.apiKey()))
                          .withOption("region", "eu-central-1"))
              .transportRetry(RetryPolicy.none())
              .tools(weather)
              .build();
      next.reply(TwinReply.answer("{\"to\":\"Oslo\"}"));
      next.reply(TwinReply.answer(TRIP));

      Extraction<Trip> trip =
          client.prompt("Where is it cold?").reasoningEffort("high").extract(Trip.class);

      assertThat(trip.value()).isEqualTo(new Trip("Oslo", 3));
      assertThat(run).containsExactly("Oslo");
      assertThat(trip.toolCalls()).extracting(CalledTool::name).containsExactly("weather");
      assertThat(trip.attempts())
          .extracting(Attempt::model)
          .first()
          .isEqualTo(pair.first().model());
      assertThat(trip.model()).isEqualTo(pair.next().model());
      assertThat(next.ledger().refused()).isZero();
      assertThat(next.requests().get(0).text()).contains("Oslo: -3", "weather");
      assertThat(next.remaining()).isZero();
    }
  }
}
