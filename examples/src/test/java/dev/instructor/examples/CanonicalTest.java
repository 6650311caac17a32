package dev.instructor.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dev.instructor.test.OpenAiTwin;
import dev.instructor.test.TwinRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program that most users write, beside the same by hand. */
class CanonicalTest {
  private static final int MOST_STATEMENTS = 4;
  private static final double LEAST_SAVED = 0.80;

  private record Outcome(int exit, String printed) {}

  /** Runs a program as a user would: in a JVM of its own, the address and the key in variables. */
  private static Outcome run(String program, OpenAiTwin openai)
      throws IOException, InterruptedException {
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.instructor.examples." + program)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    process
        .environment()
        .putAll(Map.of("OPENAI_BASE_URL", openai.baseUrl(), "OPENAI_API_KEY", openai.apiKey()));
    Process running = process.start();
    String printed =
        new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(running.exitValue(), printed);
  }

  private static void script(OpenAiTwin openai) {
    openai
        .answer("{\"name\": \"Jason\", \"age\": -25}")
        .answer("{\"name\": \"  \", \"age\": 25}")
        .answer("{\"name\": \"Jason\", \"age\": \"twenty-five\"}")
        .answer("{\"name\": \"Jason\", \"age\": 25}");
  }

  @ParameterizedTest
  @CsvSource({"Canonical, /name: must not be blank", "CanonicalByHand, name must not be blank"})
  void main_threeWrongAnswers_asksAgainWithTheError(String program, String blank) throws Exception {
    try (OpenAiTwin openai = OpenAiTwin.start()) {
      script(openai);

      Outcome outcome = run(program, openai);

      assertThat(outcome).isEqualTo(new Outcome(0, "User[name=Jason, age=25]"));
      List<TwinRequest> requests = openai.requests();
      assertThat(requests).hasSize(4);
      assertThat(openai.ledger().refused()).isZero();
      assertThat(lastMessage(requests.get(1))).contains("age", "0", "-25");
      assertThat(lastMessage(requests.get(2))).contains(blank);
      assertThat(lastMessage(requests.get(3))).contains("twenty-five");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Canonical", "CanonicalByHand"})
  void main_fourWrongAnswers_fails(String program) throws Exception {
    try (OpenAiTwin openai = OpenAiTwin.start()) {
      String wrong = "{\"name\": \"Jason\", \"age\": -25}";
      openai.answer(wrong).answer(wrong).answer(wrong).answer(wrong);

      assertThat(run(program, openai)).isEqualTo(new Outcome(1, ""));
      assertThat(openai.requests()).hasSize(4);
    }
  }

  private static String lastMessage(TwinRequest request) {
    var messages = request.body().at("/messages").orElseThrow().asArray().orElseThrow().items();
    return messages.get(messages.size() - 1).toString();
  }

  @Test
  void canonical_hasAtMostFourStatements() throws IOException {
    assertThat(statements("Canonical")).isBetween(1, MOST_STATEMENTS);
  }

  @Test
  void canonical_needsAtLeastEightyPercentFewerLines() {
    long with = lines("Canonical");
    long byHand = lines("CanonicalByHand");

    assertThat(with).isPositive();
    assertThat(1 - (double) with / byHand)
        .as("%s lines, by hand %s", with, byHand)
        .isGreaterThanOrEqualTo(LEAST_SAVED);
  }

  /** Counts the lines that are neither blank nor comment nor import. */
  private static long lines(String example) {
    String withoutComments = Repository.example(example).replaceAll("(?s)/\\*.*?\\*/", "");
    return withoutComments
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .filter(line -> !line.startsWith("//"))
        .filter(line -> !line.startsWith("import "))
        .count();
  }

  /** Counts what stands in the methods: declarations of types and variables too. */
  private static int statements(String example) throws IOException {
    AtomicInteger count = new AtomicInteger();
    new TreeScanner<Void, Boolean>() {
      @Override
      public Void visitMethod(MethodTree method, Boolean inside) {
        return super.visitMethod(method, true);
      }

      @Override
      public Void visitClass(ClassTree type, Boolean inside) {
        return super.visitClass(type, false);
      }

      @Override
      public Void visitBlock(BlockTree block, Boolean inside) {
        if (inside) {
          count.addAndGet(
              (int) block.getStatements().stream().filter(s -> !(s instanceof BlockTree)).count());
        }
        return super.visitBlock(block, inside);
      }
    }.scan(parse(Repository.example(example)), false);
    return count.get();
  }

  private static CompilationUnitTree parse(String source) throws IOException {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, List.of(file));
    return task.parse().iterator().next();
  }
}
