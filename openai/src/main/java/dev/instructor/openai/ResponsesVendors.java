package dev.instructor.openai;

import static dev.instructor.chat.Mode.JSON;
import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.PROMPTED;
import static dev.instructor.chat.Mode.TOOLS;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile.ParallelCalls;
import dev.instructor.chat.ModelProfile.Thinking;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import dev.instructor.provider.Vendor;
import dev.instructor.schema.SchemaDialects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The vendors that speak the Responses API, as of November 2026: {@code openai-responses}, and with
 * the option {@code api} = {@code responses} those that speak chat completions too.
 */
final class ResponsesVendors {
  /** The option that chooses the interface, and its values. */
  static final String OPTION = "api";

  static final String CHAT = "chat";
  static final String RESPONSES = "responses";

  /** The name that needs no option. */
  static final String NAME = "openai-responses";

  /**
   * OpenAI, "Structured model outputs", section "Function calling vs response format": a format
   * where the answer itself is to have a structure. Tools and a format go together.
   */
  private static final ProfileRule OPENAI =
      rule("Structured model outputs", JSON_SCHEMA, TOOLS, JSON, PROMPTED)
          .dialect(SchemaDialects.openAiStrict(), TOOLS, JSON_SCHEMA)
          .besideTools(JSON_SCHEMA, TOOLS, JSON, PROMPTED);

  private static final List<ProfileRule> OPENAI_MODELS =
      List.of(
          // OpenAI, models "o3-deep-research", "o4-mini-deep-research": neither functions nor
          // structured outputs.
          rule("Models", PROMPTED).thinking(Thinking.ALWAYS).forModels("deep-research"),
          // OpenAI, "Structured model outputs": from gpt-4o on; older ones have JSON mode at best.
          rule("Structured model outputs", TOOLS, JSON, PROMPTED)
              .dialect(SchemaDialects.openAiStrict(), TOOLS)
              .besideTools(TOOLS, JSON, PROMPTED)
              .forModels(
                  "^(gpt-4o-2024-05-13|gpt-4-turbo|gpt-4-(1106|0125)-preview|gpt-3\\.5|computer-use)"),
          rule("Structured model outputs", TOOLS, PROMPTED)
              .dialect(SchemaDialects.openAiStrict(), TOOLS)
              .besideTools(TOOLS, PROMPTED)
              .thinking(Thinking.NONE)
              .parallelCalls(ParallelCalls.SWITCHABLE)
              .forModels("^gpt-4(-0613|-32k.*)?$"),
          OPENAI
              .thinking(Thinking.NONE)
              .parallelCalls(ParallelCalls.SWITCHABLE)
              .forModels(Vendors.GPT_4),
          OPENAI.parallelCalls(ParallelCalls.SWITCHABLE).forModels(Vendors.GPT),
          OPENAI
              .source(
                  "OpenAI, Function calling: o-series models refuse parallel_tool_calls, November 2026")
              .thinking(Thinking.ALWAYS)
              .parallelCalls(ParallelCalls.ALLOWED)
              .forModels(Vendors.O_SERIES),
          OPENAI);

  /**
   * One vendor's Responses API.
   *
   * @param vendor address, key and profiles
   * @param flavour how its format differs
   * @param endpoint makes the endpoint
   */
  private record Service(
      Vendor vendor,
      ResponsesFlavour flavour,
      BiFunction<Vendor, ProviderSettings, Endpoint> endpoint) {
    static Service of(Vendor vendor, ResponsesFlavour flavour) {
      return new Service(vendor, flavour, Vendor::endpoint);
    }

    ChatModel open(ProviderSettings settings) {
      return new HttpChatModel(
          new ResponsesCodec(vendor, flavour),
          endpoint.apply(vendor, settings),
          settings.transport().orElseGet(Transport::standard),
          vendor.profile(settings.model()),
          vendor);
    }
  }

  /** The vendor of whose models nothing but the Responses API is used. */
  static final Vendor OWN =
      Vendor.of(
              NAME,
              "https://api.openai.com/v1",
              "OPENAI_API_KEY",
              OPENAI_MODELS.toArray(ProfileRule[]::new))
          .baseUrlFrom("OPENAI_BASE_URL")
          .unsupported(UnsupportedModes.ALL);

  /**
   * The vendors of chat completions that have the interface too, with the models they have there.
   */
  private static final Map<String, ResponsesFlavour> TOO =
      Map.of(
          "xai", ResponsesFlavour.XAI,
          "deepseek", ResponsesFlavour.DEEPSEEK,
          // Groq, "OpenAI compatibility"; OpenRouter, "Responses"; LM Studio 0.3.29.
          "groq", ResponsesFlavour.PLAIN,
          "openrouter", ResponsesFlavour.PLAIN,
          "lmstudio", ResponsesFlavour.PLAIN,
          "openai-compatible", ResponsesFlavour.PLAIN);

  private ResponsesVendors() {}

  private static ProfileRule rule(String page, Mode... modes) {
    return Vendors.dated(ProfileRule.of(SchemaDialects.plain(), modes).source("OpenAI, " + page))
        .maxTokensParameter("max_output_tokens");
  }

  private static Optional<Service> service(String provider) {
    return switch (provider) {
      case NAME -> Optional.of(Service.of(OWN, ResponsesFlavour.OPENAI));
      case "openai" ->
          chat(provider)
              .map(vendor -> profiled(vendor, OPENAI_MODELS))
              .map(vendor -> Service.of(vendor, ResponsesFlavour.OPENAI));
      // The name of a deployment tells nothing of its model.
      case "azure_openai" ->
          chat(provider)
              .map(vendor -> profiled(vendor, List.of(OPENAI)))
              .map(vendor -> new Service(vendor, ResponsesFlavour.AZURE, AzureEndpoint::responses));
      default ->
          Optional.ofNullable(TOO.get(provider))
              .flatMap(flavour -> chat(provider).map(vendor -> Service.of(vendor, flavour)));
    };
  }

  private static Optional<Vendor> chat(String name) {
    return Vendors.ALL.stream()
        .map(OpenAiVendor::vendor)
        .filter(vendor -> vendor.name().equals(name))
        .findFirst();
  }

  private static Vendor profiled(Vendor vendor, List<ProfileRule> profiles) {
    return new Vendor(
        vendor.name(),
        vendor.baseUrl(),
        vendor.baseUrlVariables(),
        vendor.keyVariables(),
        vendor.keyUse(),
        vendor.keyHeader(),
        vendor.headers(),
        profiles,
        vendor.unsupported());
  }

  /**
   * Returns the model, if it is to be reached through the Responses API.
   *
   * @throws ConfigurationException if the option names an interface that the vendor is not known to
   *     have
   */
  static Optional<ChatModel> open(ProviderSettings settings) {
    String provider = settings.provider();
    boolean own = provider.equals(NAME);
    String api =
        settings
            .options()
            .getOrDefault(OPTION, own ? RESPONSES : CHAT)
            .strip()
            .toLowerCase(Locale.ROOT);
    if (api.equals(CHAT) && !own) {
      return Optional.empty();
    }
    if (!api.equals(RESPONSES)) {
      throw new ConfigurationException(
          own
              ? "%s speaks the Responses API alone: leave the option api out, or write openai/%s"
                  .formatted(provider, settings.model())
              : "%s: the option api is %s or %s".formatted(provider, CHAT, RESPONSES));
    }
    return Optional.of(
        service(provider)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "%s is not known to have the Responses API: leave the option api out, or write openai-compatible/%s with api=responses and the base URL; %s, openai, azure_openai, %s have it"
                            .formatted(
                                provider,
                                settings.model(),
                                NAME,
                                TOO.keySet().stream().sorted().collect(Collectors.joining(", ")))))
            .open(settings));
  }
}
