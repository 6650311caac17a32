package dev.instructor.llamacpp;

import de.kherud.llama.InferenceParameters;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.ResponseAccumulator;
import dev.instructor.error.ConfigurationException;
import dev.instructor.llamacpp.internal.grammar.Grammar;
import dev.instructor.llamacpp.internal.grammar.SchemaGrammar;
import dev.instructor.schema.SchemaDialects;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A GGUF model in this process. It is loaded at the first request and stays loaded for all clients
 * of the process: {@link #close()} does nothing, because the engine cannot free it. Thread-safe.
 */
final class GgufModel implements ChatModel {
  static final String PROVIDER = "gguf";
  static final List<Mode> MODES = List.of(Mode.JSON_SCHEMA, Mode.JSON, Mode.PROMPTED);

  private final ModelSource source;
  private final EngineOptions options;
  private final Path cache;
  private final ModelProfile profile;
  private volatile @Nullable GgufHeader known;

  GgufModel(String name, ModelSource source, EngineOptions options, Path cache) {
    this.source = source;
    this.options = options;
    this.cache = cache;
    this.profile =
        new ModelProfile(
            PROVIDER,
            name,
            MODES,
            Map.of(Mode.JSON_SCHEMA, SchemaDialects.llamaCpp()),
            SchemaDialects.plain(),
            "n_predict",
            ModelProfile.ToolChoice.AUTO,
            List.of(),
            Set.of(),
            Set.of());
  }

  @Override
  public ChatResponse send(ChatRequest request) {
    ResponseAccumulator answer = new ResponseAccumulator();
    try (ChatStream stream = stream(request)) {
      stream.forEachRemaining(answer::add);
    }
    return answer.response();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    profile.check(request);
    Sampling.check(request.options());
    Conversation conversation = new Conversation(instructed(request).messages());
    Optional<Grammar> grammar = request.output().flatMap(GgufModel::grammar);
    Path file = source.file();
    GgufHeader header = header(file);
    if (grammar.isPresent() && !header.hasEnd()) {
      throw new ConfigurationException(
          "The model in '%s' does not say with which token an answer ends, which a grammar needs: take mode PROMPTED"
              .formatted(file));
    }
    Generation generation =
        Generation.start(
            request.timeout(),
            told -> {
              Engine engine = Engine.load(file, header, options, cache);
              Conversation.Prompt prompt =
                  conversation.prompt(engine::applyTemplate, header.controlTokens());
              InferenceParameters parameters = new InferenceParameters(prompt.text());
              Sampling.write(request.options(), parameters);
              grammar.ifPresent(rules -> parameters.setGrammar(rules.gbnf()));
              int tokens = fitting(engine, prompt.text());
              int room = engine.context() - tokens;
              parameters.setNPredict(Math.min(room, request.options().maxTokens().orElse(room)));
              told.tell(new Generation.Begun(tokens, prompt.defused()));
              return engine.generate(
                  parameters, told::isWanted, text -> told.tell(new Generation.Piece(text)));
            });
    return new GgufStream(
            generation, profile.model(), request.options().stop(), grammar.map(Grammar::matcher))
        .opened();
  }

  private GgufHeader header(Path file) {
    GgufHeader header = known;
    if (header == null) {
      header = GgufHeader.read(file);
      known = header;
    }
    return header;
  }

  /** The model does not see the grammar that it is held to, so the schema goes into its prompt. */
  private static ChatRequest instructed(ChatRequest request) {
    return request.asksIn(Mode.JSON_SCHEMA)
        ? request.instructed(request.output().orElseThrow().instruction())
        : request;
  }

  /** A switch expression: a mode that is forgotten here must not compile. */
  private static Optional<Grammar> grammar(OutputDirective output) {
    return switch (output.mode()) {
      case JSON_SCHEMA -> Optional.of(SchemaGrammar.of(output.schema()));
      case JSON -> Optional.of(SchemaGrammar.anyObject());
      case PROMPTED, TOOLS, AUTO -> Optional.empty();
    };
  }

  /**
   * Returns how many tokens a prompt has.
   *
   * @throws ConfigurationException if there is no room for an answer behind it
   */
  private static int fitting(Engine engine, String prompt) {
    // One more may be put in front by the engine.
    int tokens = engine.count(prompt) + 1;
    if (tokens >= engine.context()) {
      throw new ConfigurationException(
          ("The prompt has %s tokens, and question and answer together may have %s: shorten it, or"
                  + " set providerOption(\"%s\", …)")
              .formatted(tokens, engine.context(), EngineOptions.CONTEXT_SIZE));
    }
    return tokens;
  }

  @Override
  public boolean takesAddress(Part.Media media) {
    return false;
  }

  @Override
  public ModelProfile profile() {
    return profile;
  }
}
