package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The official JSON-Schema-Test-Suite, from a checkout that {@code -Djson.schema.test.suite=FOLDER}
 * names; its cases are not part of this project.
 */
class JsonSchemaTestSuiteTest {
  /** Files about what we do not do: fetching, custom meta-schemas. */
  private static final Set<String> OUT_OF_SCOPE = Set.of("refRemote.json", "vocabulary.json");

  /**
   * What we do otherwise, each on purpose: formats are asserted; a host name's punycode is not
   * decoded; a duration is what java.time writes; java.net.URI decides on rare URIs.
   */
  private static final List<String> KNOWN_DEVIATIONS =
      List.of(
          "is only an annotation by default",
          "validation of A-label (punycode) host names",
          "fractional duration is not allowed by RFC 3339 ABNF",
          "weeks cannot be combined",
          "cannot appear without m",
          "a leading zero in the IPv4 part of an IPv6 literal",
          "leading zero in an embedded IPv4 address",
          "a network-path reference with an empty authority");

  @ParameterizedTest
  @EnumSource(SchemaDrafts.class)
  void check_officialSuite_agrees(SchemaDrafts draft) {
    String folder = System.getProperty("json.schema.test.suite", "");
    assumeTrue(!folder.isEmpty(), "set -Djson.schema.test.suite to a checkout of the suite");
    Path tests = Path.of(folder, "tests", folderOf(draft));

    List<String> wrong = new ArrayList<>();
    int[] count = new int[1];
    for (Path file : files(tests)) {
      for (Json group : Json.parse(read(file)).asArray().orElseThrow().items()) {
        run(draft, file, group.asObject().orElseThrow(), wrong, count);
      }
    }

    assertThat(count[0]).isGreaterThan(500);
    assertThat(wrong).isEmpty();
  }

  private static void run(
      SchemaDrafts draft, Path file, JsonObject group, List<String> wrong, int[] count) {
    Json schema = group.get("schema").orElseThrow();
    if (!(schema instanceof JsonObject document) || refersToAnotherDocument(document)) {
      return;
    }
    JsonObject stated =
        document.has("$schema") || draft == SchemaDrafts.DRAFT_2020_12
            ? document
            : document.with("$schema", Json.of(draft.uri()));
    for (Json test : group.items("tests")) {
      JsonObject each = test.asObject().orElseThrow();
      String name =
          file.getFileName()
              + ": "
              + group.text("description").orElse("")
              + ": "
              + each.text("description").orElse("");
      if (KNOWN_DEVIATIONS.stream().anyMatch(name::contains)) {
        continue;
      }
      count[0]++;
      try {
        boolean valid = JsonSchema.of(stated).check(each.get("data").orElseThrow()).isEmpty();
        if (!Json.of(valid).equals(each.get("valid").orElseThrow())) {
          wrong.add(name + " was " + valid);
        }
      } catch (ConfigurationException e) {
        wrong.add(name + " threw " + e.getMessage());
      } catch (RuntimeException e) {
        wrong.add(name + " threw " + e);
      }
    }
  }

  /** The suite serves more documents from a server on this address. */
  private static boolean refersToAnotherDocument(JsonObject schema) {
    String text = schema.toString();
    return Stream.of("tree.json", "extendible-dynamic-ref.json", "detached-", "urn:uuid:other")
        .anyMatch(
            document -> text.contains("\"$ref\":\"" + document) || text.contains("/" + document));
  }

  private static String folderOf(SchemaDrafts draft) {
    return switch (draft) {
      case DRAFT_4 -> "draft4";
      case DRAFT_6 -> "draft6";
      case DRAFT_7 -> "draft7";
      case DRAFT_2019_09 -> "draft2019-09";
      case DRAFT_2020_12 -> "draft2020-12";
    };
  }

  private static List<Path> files(Path tests) {
    try (Stream<Path> required = Files.list(tests);
        Stream<Path> formats = Files.list(tests.resolve("optional/format"))) {
      return Stream.concat(
              required.filter(file -> file.toString().endsWith(".json")),
              formats.filter(
                  file ->
                      Format.named(file.getFileName().toString().replace(".json", "")).isPresent()))
          .filter(file -> !OUT_OF_SCOPE.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
