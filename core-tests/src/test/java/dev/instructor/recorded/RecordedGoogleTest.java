package dev.instructor.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.error.InstructorException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shape.Shape;
import dev.instructor.shared.Cassette;
import dev.instructor.test.GoogleTwin;
import dev.instructor.test.TwinReply;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RecordedGoogleTest extends RecordedCalls {
  private static final Pattern TYPE = Pattern.compile("\"type\":\"[A-Z]+\"");
  private static final Pattern MODEL = Pattern.compile("/models/([^:]+):");

  RecordedGoogleTest() {
    super("google", new Least(150, 60, 2, 2));
  }

  @Override
  void checkError(Cassette cassette, ProviderException failure) {
    assertThat(failure.code()).isEqualTo(failure.type());
  }

  /**
   * Our request for the recorded schema holds the recorded schema, but for what only explains
   * (titles, descriptions, defaults), the order of the properties, which we state, and {@code
   * oneOf}, which the vendor takes for {@code anyOf}. A reference beside a description is an {@code
   * anyOf} of one.
   */
  @TestFactory
  List<DynamicTest> schemas_areSentAsRecorded() {
    return tests(
        60,
        cassette ->
            cassette.request().isPresent()
                && schema(cassette).isPresent()
                && Recorded.mode(cassette) != Mode.PROMPTED,
        cassette -> {
          try (GoogleTwin twin = GoogleTwin.start()) {
            assertThat(catchThrowable(() -> extract(cassette, twin)))
                .satisfiesAnyOf(
                    nothing -> assertThat(nothing).isNull(),
                    thrown -> assertThat(thrown).isInstanceOf(InstructorException.class));
            JsonObject sent = twin.requests().get(0).body();
            Json schema =
                sent.at("/generationConfig/responseJsonSchema")
                    .or(() -> sent.at("/tools/0/functionDeclarations/0/parametersJsonSchema"))
                    .orElseThrow();

            assertThat(bare(schema).sameAs(bare(schema(cassette).orElseThrow())))
                .as(schema + "\n" + schema(cassette).orElseThrow())
                .isTrue();
          }
        });
  }

  private static Json bare(Json schema) {
    if (schema instanceof JsonArray array) {
      return Json.array(array.items().stream().map(RecordedGoogleTest::bare).toList());
    }
    if (!(schema instanceof JsonObject object)) {
      return schema;
    }
    Set<String> explaining = Set.of("title", "description", "default", "propertyOrdering");
    JsonObject.Builder kept = Json.object();
    object
        .members()
        .forEach(
            (name, value) -> {
              boolean text = name.equals("title") || name.equals("description");
              if (name.equals("required")) {
                kept.put(name, sorted(object.items("required")));
              } else if (!explaining.contains(name) || (text && value.asText().isEmpty())) {
                kept.put(name.equals("oneOf") ? "anyOf" : name, bare(value));
              }
            });
    JsonObject all = kept.build();
    boolean one = all.items("anyOf").size() == 1 && all.members().size() == 1;
    return one ? all.items("anyOf").get(0) : all;
  }

  private static Json sorted(List<Json> names) {
    return Json.array(names.stream().sorted(Comparator.comparing(Json::toString)).toList());
  }

  /** Returns the recorded schema; the older form spells its types in capitals. */
  private static Optional<JsonObject> schema(Cassette cassette) {
    return Recorded.schema(cassette)
        .map(
            schema ->
                Json.parse(TYPE.matcher(schema.toString()).replaceAll(RecordedGoogleTest::small)))
        .flatMap(Json::asObject);
  }

  private static String small(MatchResult type) {
    return type.group().toLowerCase(Locale.ROOT);
  }

  private static Shape<Json> shape(Cassette cassette) {
    return Shape.ofSchema(
        cassette.expected().text("value_name").orElse("Answer"),
        schema(cassette).orElse(Json.object().put("type", "object").build()));
  }

  @Override
  Json extract(Cassette cassette) {
    try (GoogleTwin twin = GoogleTwin.start()) {
      return extract(cassette, twin);
    }
  }

  private static Json extract(Cassette cassette, GoogleTwin twin) {
    twin.reply(TwinReply.raw(cassette.status(), cassette.contentType(), cassette.body()));
    Matcher path = MODEL.matcher(cassette.path());
    // Image models declare no functions here; what was recorded with them is text.
    String model = path.find() ? path.group(1).replace("-image", "") : "gemini-3-flash-preview";
    String vendor = cassette.path().contains("/projects/") ? "vertexai/" : "google/";
    ChatModel opened =
        ModelProviders.open(
            ModelProviders.parse(vendor + model)
                .withApiKey(ApiKey.of(twin.apiKey()))
                .withBaseUrl(twin.baseUrl())
                .withOption("project", "my-project")
                .withEnvironment(name -> Optional.empty()));
    try (Instructor client =
        Instructor.builder(cassette.stream() ? Recorded.streaming(opened) : opened)
            .mode(Recorded.mode(cassette))
            .maxRetries(0)
            .transportRetry(RetryPolicy.none())
            .build()) {
      return client.prompt("As recorded").extract(shape(cassette)).value();
    }
  }
}
