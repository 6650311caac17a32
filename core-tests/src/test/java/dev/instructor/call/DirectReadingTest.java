package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.sun.management.ThreadMXBean;
import dev.instructor.Instructor;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.test.ScriptedModel;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Answers that are right are bound without a tree, and nobody can tell: a code fence makes the same
 * answer go through the tree.
 */
class DirectReadingTest {
  enum Level {
    LOW,
    HIGH
  }

  sealed interface Contact {
    record Mail(String address) implements Contact {}

    record Phone(String number, Optional<Integer> extension) implements Contact {}
  }

  record Part(short number, byte small, float weight, Optional<Part> inner) {}

  record Everything(
      int id,
      @JsonAlias("title") String name,
      double price,
      BigDecimal exact,
      Optional<Long> count,
      Level level,
      LocalDate day,
      List<Part> parts,
      Set<String> tags,
      Map<String, Integer> counts,
      Optional<Contact> contact,
      byte[] bytes) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Everything same && toString().equals(same.toString());
    }

    @Override
    public int hashCode() {
      return id;
    }

    @Override
    public String toString() {
      return id
          + "|"
          + name
          + "|"
          + price
          + "|"
          + exact
          + "|"
          + count
          + "|"
          + level
          + "|"
          + day
          + "|"
          + parts
          + "|"
          + tags
          + "|"
          + counts
          + "|"
          + contact
          + "|"
          + List.of(bytes.length);
    }
  }

  private static String random(Random random, int faults) {
    return "{"
        + "\"id\":"
        + one(random, faults, "7", "7.0", "1e3", "-0", "2147483648", "7.5", "null")
        + ","
        + one(random, faults, "\"name\"", "\"n\\u0061me\"", "\"title\"", "\"other\"")
        + ":"
        + one(random, faults, "\"a\"", "\"\\ud83d\\ude00\\n\\/\"", "5")
        + ",\"price\":"
        + one(random, faults, "0.1", "12", "12.50", "1e-3", "-0", "-0.0", "\"1\"")
        + ",\"exact\":"
        + one(random, faults, "7.50", "7.0", "7", "1E+2", "0.123456789012345678901")
        + one(
            random, faults, ",\"count\":null", "", ",\"count\":5", ",\"count\":1234567890123456789")
        + ",\"level\":"
        + one(random, faults, "\"LOW\"", "\"HIGH\"", "\"MIDDLE\"", "null")
        + ",\"day\":"
        + one(random, faults, "\"2026-01-31\"", "\"2026-02-30\"")
        + ",\"parts\":["
        + one(
            random,
            faults,
            "",
            "{\"number\":1,\"small\":-5,\"weight\":0.1}",
            "{\"weight\":16777217,\"small\":1,\"number\":2,\"inner\":{\"number\":1,\"small\":1,\"weight\":1}}",
            "{\"number\":1,\"small\":200,\"weight\":1}",
            "{\"number\":1,\"small\":1}",
            "{\"number\":1,\"number\":2,\"small\":1,\"weight\":1.5}")
        + "],\"tags\":"
        + one(random, faults, "[\"z\",\"a\"]", "[]", "[\"a\",\"a\"]", "\"a\"")
        + ",\"counts\":"
        + one(
            random,
            faults,
            "{\"x\":1}",
            "[{\"key\":\"x\",\"value\":1},{\"key\":\"y\",\"value\":2}]",
            "{\"x\":1,\"x\":2}",
            "[{\"key\":\"x\",\"value\":1},{\"key\":\"x\",\"value\":2}]")
        + ",\"contact\":"
        + one(
            random,
            faults,
            "null",
            "{\"type\":\"Mail\",\"address\":\"a@b.de\"}",
            "{\"number\":\"5\",\"extension\":null,\"type\":\"Phone\"}",
            "{\"type\":\"Fax\"}")
        + ",\"bytes\":"
        + one(random, faults, "\"AQID\"", "\"\"", "\"***\"")
        + one(random, faults, "", ",\"more\":{\"a\":[1,2]}", ",\"id\":8")
        + "}"
        + one(random, faults, "", " \n", "}", ",");
  }

  /** Mostly one of the first; the rarer the fewer faults. */
  private static String one(Random random, int faults, String... texts) {
    return texts[
        random.nextInt(random.nextInt(20) < faults ? texts.length : Math.min(2, texts.length))];
  }

  private record Outcome(Object value, Optional<Json> json, List<Problem> problems) {}

  private static <T> Outcome outcome(Class<T> type, String answer) {
    Instructor client = Instructor.of(ScriptedModel.of(answer));
    try {
      Extraction<T> extraction = client.prompt("?").maxRetries(0).extract(type);
      Attempt attempt = extraction.attempts().get(0);
      assertThat(attempt.read()).contains(extraction.json());
      return new Outcome(extraction.value(), attempt.read(), attempt.problems());
    } catch (ExtractionException wrong) {
      Attempt attempt = wrong.attempts().get(0);
      return new Outcome("none", attempt.read(), attempt.problems());
    }
  }

  @Test
  void extract_randomAnswers_isAsThroughTheTree() {
    int valid = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      String answer = random(new Random(seed), seed % 4);

      Outcome direct = outcome(Everything.class, answer);
      Outcome throughTree = outcome(Everything.class, "```json\n" + answer + "\n```");

      assertThat(direct).as(answer).isEqualTo(throughTree);
      valid += direct.value() instanceof Everything ? 1 : 0;
    }
    assertThat(valid).isBetween(300, 2_900);
  }

  record Item(int id, String name, double price, int qty, boolean active, List<String> tags) {}

  @Test
  void list_ofManyItems_makesNoTree() {
    StringBuilder items = new StringBuilder("{\"items\":[");
    List<Item> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      items
          .append(i == 0 ? "" : ",")
          .append("{\"id\":")
          .append(i)
          .append(",\"name\":\"Item ")
          .append(i)
          .append("\",\"price\":")
          .append(i)
          .append(".25")
          .append(",\"qty\":3,\"active\":true,\"tags\":[\"a\",\"b\"]}");
      expected.add(new Item(i, "Item " + i, i + 0.25, 3, true, List.of("a", "b")));
    }
    String answer = items.append("]}").toString();
    Instructor client = Instructor.of(ScriptedModel.of(answer, answer, answer, answer));
    assertThat(client.prompt("?").list(Item.class)).isEqualTo(expected);
    client.prompt("?").list(Item.class);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Json.parse(answer);
    long tree = threads.getCurrentThreadAllocatedBytes() - before;
    client.prompt("?").list(Item.class);
    long whole = threads.getCurrentThreadAllocatedBytes() - before - tree;

    assertThat(whole).isLessThan(tree);
  }
}
