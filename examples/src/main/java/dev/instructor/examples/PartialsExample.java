package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.test.Chunking;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinReply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/** A value is shown while the model is still writing it. */
public final class PartialsExample {
  private PartialsExample() {}

  record Step(String title, int minutes) {}

  record Recipe(String name, int servings, List<Step> steps, Optional<String> hint) {}

  static void run(Instructor client) {
    try (PartialStream<Recipe> stream = client.prompt("How is tea made?").stream(Recipe.class)) {
      for (Partial<Recipe> recipe : stream) {
        System.out.println(
            recipe.get(Recipe::name).orElse("…")
                + ", for "
                + recipe.get(Recipe::servings).map(String::valueOf).orElse("…")
                + ", steps "
                + recipe.get(Recipe::steps).map(List::size).orElse(0));
      }
      System.out.println(stream.value());
    }
  }

  /** Prints the text of one field as it comes, and nothing twice. */
  static void typewriter(Instructor client) {
    try (PartialStream<Recipe> stream = client.prompt("How is tea made?").stream(Recipe.class)) {
      for (Partial<Recipe> recipe : stream) {
        System.out.print(recipe.added(Recipe::hint));
        if (recipe.isDone()) {
          System.out.println();
        }
      }
    }
  }

  /** For reactive programs, whose adapters take a {@code Flow.Publisher}. */
  static Flow.Publisher<Partial<Recipe>> reactive(Instructor client) {
    return client.prompt("How is tea made?").publisher(Recipe.class);
  }

  /**
   * Lets a stand-in for OpenAI answer in pieces of 20 characters, and prints what is known when.
   */
  public static void main(String[] args) {
    String answer =
        "{\"name\":\"Tea\",\"servings\":2,\"steps\":[{\"title\":\"Boil water\",\"minutes\":3},"
            + "{\"title\":\"Let it draw\",\"minutes\":4}],\"hint\":\"Warm the pot first.\"}";
    try (OpenAiTwin openai = OpenAiTwin.start()) {
      openai.reply(TwinReply.answer(answer).inDeltas(Chunking.of(20)));
      openai.reply(TwinReply.answer(answer).inDeltas(Chunking.of(5)));
      Instructor client =
          Instructor.builder("openai/gpt-5-mini")
              .baseUrl(openai.baseUrl())
              .apiKey(openai.apiKey())
              .build();
      run(client);
      typewriter(client);
    }
  }
}
