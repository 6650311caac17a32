package dev.instructor.google;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the body of one request (Gemini API, "Generating content"). */
final class RequestWriter {
  /** Both spellings: the vendor reads either. */
  static final Set<String> OWNED =
      Set.of(
          "model",
          "contents",
          "systemInstruction",
          "system_instruction",
          "tools",
          "toolConfig",
          "tool_config",
          "generation_config");

  /** Gemini API, "FunctionDeclaration". */
  private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.:-]{0,63}");

  private final ModelProfile profile;

  RequestWriter(ModelProfile profile) {
    this.profile = profile;
  }

  JsonObject write(ChatRequest request) {
    JsonObject.Builder body =
        Json.object().putAll(ContentWriter.write(request.messages(), request.model()));
    JsonObject.Builder config = Json.object();
    GenerationConfig options = new GenerationConfig(profile, request);
    options.write(config);
    request.output().ifPresent(output -> body.putAll(directive(output, config)));
    options.merge(config);
    JsonObject generation = config.build();
    if (!generation.members().isEmpty()) {
      body.put("generationConfig", generation);
    }
    request
        .options()
        .extra()
        .forEach(
            (name, value) -> {
              if (OWNED.contains(name)) {
                throw owned(name);
              }
              if (!name.equals(GenerationConfig.NAME)) {
                body.put(name, value);
              }
            });
    return body.build();
  }

  static ConfigurationException owned(String name) {
    return new ConfigurationException(
        "The option \"%s\" cannot be set: the request's own part is written there".formatted(name));
  }

  /**
   * A switch expression: a mode that is forgotten here must not compile, rather than be left out of
   * the request.
   */
  private JsonObject directive(OutputDirective output, JsonObject.Builder config) {
    if (output.mode() != Mode.AUTO && !profile.modes().contains(output.mode())) {
      throw new ConfigurationException(
          "%s/%s has no mode %s; it has %s"
              .formatted(
                  profile.provider(),
                  profile.model(),
                  output.mode(),
                  profile.modes().stream().map(Mode::name).collect(Collectors.joining(", "))));
    }
    return switch (output.mode()) {
      case TOOLS -> tools(output);
      case JSON_SCHEMA -> {
        config
            .put("responseMimeType", "application/json")
            .put("responseJsonSchema", described(output));
        yield JsonObject.empty();
      }
      case JSON -> {
        config.put("responseMimeType", "application/json");
        yield JsonObject.empty();
      }
      case PROMPTED -> JsonObject.empty(); // The prompt says it all.
      case AUTO ->
          throw new ConfigurationException("A request must name its mode; AUTO is resolved before");
    };
  }

  /** Returns the schema with the description, for which the format has no place of its own. */
  private static JsonObject described(OutputDirective output) {
    JsonObject schema = output.schema();
    return output
        .description()
        .filter(text -> !schema.has("description"))
        .map(text -> schema.with("description", Json.of(text)))
        .orElse(schema);
  }

  private static JsonObject tools(OutputDirective output) {
    if (!FUNCTION_NAME.matcher(output.name()).matches()) {
      throw new ConfigurationException(
          "The name \"%s\" cannot be a function's: it must begin with a letter or an underscore and have at most 64 letters, digits, underscores, dots, colons and dashes"
              .formatted(output.name()));
    }
    JsonObject.Builder function = Json.object().put("name", output.name());
    output.description().ifPresent(text -> function.put("description", text));
    function.put("parametersJsonSchema", output.schema());
    JsonObject tool =
        Json.object().put("functionDeclarations", Json.array(List.of(function.build()))).build();
    JsonObject calling =
        Json.object()
            .put("mode", "ANY")
            .put("allowedFunctionNames", Json.strings(List.of(output.name())))
            .build();
    return Json.object()
        .put("tools", Json.array(List.of(tool)))
        .put("toolConfig", Json.object().put("functionCallingConfig", calling).build())
        .build();
  }
}
