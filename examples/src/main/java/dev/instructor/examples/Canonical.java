package dev.instructor.examples;

import dev.instructor.Instructor;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/**
 * A record with constraints from a text, by OpenAI; a wrong answer is asked for again up to three
 * times. {@link CanonicalByHand} does the same without this library.
 */
final class Canonical {
  public static void main(String[] args) {
    record User(@NotBlank String name, @Min(0) @Max(150) int age) {}
    Instructor client = Instructor.fromProvider("openai/gpt-5-mini");
    User user = client.create(User.class, "Jason is 25 years old");
    System.out.println(user);
  }
}
