package dev.instructor.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.instructor.Instructor;
import dev.instructor.call.Extraction;
import dev.instructor.error.Problem;
import dev.instructor.validate.Rules;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each block of Java in the README is compiled as it stands there, and run with the bundled model.
 */
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\R(.*?)^```");

  /** A record that a sentence of the README declares. */
  private static final Pattern RECORD = Pattern.compile("`(record \\w+\\(.*\\) \\{\\})`");

  private static final String IMPORTS =
      """
      import dev.instructor.*;
      import dev.instructor.call.*;
      import dev.instructor.error.*;
      import dev.instructor.stream.*;
      import dev.instructor.validate.*;
      import jakarta.validation.constraints.*;
      import java.math.BigDecimal;
      import java.time.LocalDate;
      import java.util.*;

      public class Readme {
      """;

  private static final String MAIN =
      """
      public static void main(String[] args) throws Exception {
        Instructor client = Instructor.fromProvider("embedded/extractor");
      """;

  /**
   * What stands around a block.
   *
   * @param before what comes before it, behind the imports
   * @param after what comes after it, and closes all that is open
   * @param prints what the program prints, as a regular expression
   */
  record Around(String before, String after, String prints) {}

  /** One for each block, in the README's order. */
  static final List<Around> BLOCKS =
      List.of(
          new Around(
              "public static void main(String[] args) {",
              "System.out.println(user); } }",
              "User\\[name=Jason, age=25\\]\n"),
          new Around(
              declared() + MAIN,
              "System.out.println(extraction.value()); } }",
              "Attempt 1: \\{\"name\":\"Jason\",\"age\":25\\}\nUser\\[name=Jason, age=25\\]\n"),
          new Around(
              declared() + MAIN,
              """
              System.out.println(user.get(User::name).orElse("…")); }
              System.out.println(stream.value()); }
              String text = "Jason is 25, Tom is 41 and Sarah is 30.";
              try (ItemStream<User> users = client.prompt(text).streamItems(User.class)) {
                users.forEach(user -> System.out.println(user.name())); } } }
              """,
              "((…|J\\w*)\n)*Jason\nUser\\[name=Jason, age=25\\]\nJason\nTom\nSarah\n"),
          new Around(
              "",
              MAIN
                  + """
                  String text = "Cash, amount: 5";
                  System.out.println(client.create(Payment.class, text));
                  System.out.println(client.prompt(text).list(Payment.class).size()); } }
                  """,
              "Cash\\[amount=5\\]\n\\d\n"),
          new Around(
              "record Booking(LocalDate arrival, LocalDate departure) {}",
              MAIN
                  + """
                  Booking booking =
                      client
                          .prompt("Arrival on 2026-05-03, departure on 2026-05-05")
                          .context("today", LocalDate.of(2026, 3, 1))
                          .validator(Booking.class, RULES)
                          .create(Booking.class);
                  System.out.println(booking); } }
                  """,
              "Booking\\[arrival=2026-05-03, departure=2026-05-05\\]\n"),
          new Around(
              declared()
                  + MAIN
                  + "for (String text : List.of(\"Jason is 25 years old\", \"Nothing at all.\")) {",
              "} } }",
              "User\\[name=Jason, age=25\\]\n4 attempts, \\[/.*\\]\n"));

  record Meeting(LocalDate day) {}

  /** Knows a thing that no schema says. */
  private static final Rules<Meeting> FREE =
      Rules.of(Meeting.class)
          .check(
              Meeting::day,
              (day, context) -> !day.equals(context.get("taken", LocalDate.class).orElseThrow()),
              "is taken");

  @TempDir private Path folder;

  private static List<String> blocks() {
    return BLOCK
        .matcher(Repository.read("README.md"))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static String declared() {
    return RECORD
        .matcher(Repository.read("README.md"))
        .results()
        .map((MatchResult found) -> found.group(1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void javaBlocks_allHaveTheirSurroundingsHere() {
    assertThat(blocks()).hasSameSizeAs(BLOCKS);
  }

  static List<Integer> numbers() {
    return IntStream.range(0, BLOCKS.size()).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void javaBlock_compiledAndRunWithTheBundledModel_prints(int number) throws Exception {
    Around around = BLOCKS.get(number);
    String source = IMPORTS + around.before() + "\n" + blocks().get(number) + "\n" + around.after();

    List<String> printed = Console.linesOf(Compiled.of(folder, "Readme", source));

    assertThat(String.join("\n", printed) + "\n").matches(around.prints());
  }

  /** "When an answer is wrong": whichever day it takes first, it is told that this one is taken. */
  @Test
  void bundledModel_answerThatARuleRefuses_comesRightWhenAskedAgain() {
    String text = "We can meet on 3 May 2026 or on 10 May 2026.";
    Instructor client = Instructor.fromProvider("embedded/extractor");
    LocalDate first = client.create(Meeting.class, text).day();

    Extraction<Meeting> extraction =
        client
            .prompt(text)
            .context("taken", first)
            .validator(Meeting.class, FREE)
            .extract(Meeting.class);

    assertThat(extraction.attempts().get(0).problems())
        .extracting(Problem::pointer, Problem::message)
        .containsExactly(tuple("/day", "is taken"));
    assertThat(extraction.attempts()).hasSize(2);
    assertThat(List.of(first, extraction.value().day()))
        .containsExactlyInAnyOrder(LocalDate.of(2026, 5, 3), LocalDate.of(2026, 5, 10));
  }
}
