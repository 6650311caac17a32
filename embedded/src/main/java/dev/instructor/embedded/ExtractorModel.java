package dev.instructor.embedded;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.chat.Usage;
import dev.instructor.embedded.internal.Extractor;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.schema.SchemaDialects;
import java.util.List;
import java.util.Optional;

/**
 * The bundled model {@code embedded/extractor} as a chat model: it reads the schema of the
 * request's directive and the newest user text, whatever the mode. Instructions, earlier turns and
 * the options of generation have no effect on it. When it is asked again, it gives the last answer
 * again, with what is named as wrong replaced by what fits next best. Thread-safe; {@link #close()}
 * does nothing.
 */
final class ExtractorModel implements ChatModel {
  static final String PROVIDER = "embedded";
  static final String MODEL = "extractor";

  static final String CALL_ID = "call_0";

  static final ModelProfile PROFILE =
      ModelProfile.of(
          PROVIDER,
          MODEL,
          SchemaDialects.plain(),
          List.of(Mode.TOOLS, Mode.JSON_SCHEMA, Mode.JSON, Mode.PROMPTED));

  /**
   * What is answered.
   *
   * @param value the answer
   * @param usage the tokens
   */
  record Answered(Json value, Usage usage) {}

  @Override
  public ChatResponse send(ChatRequest request) {
    OutputDirective directive = directive(request);
    Answered answered = answer(request, directive, new Checkpoint(request.timeout()));
    String json = answered.value().toString();
    Part part =
        directive.mode() == Mode.TOOLS
            ? new Part.ToolCall(CALL_ID, directive.name(), json)
            : new Part.Text(json);
    return new ChatResponse(
        new Message(Role.ASSISTANT, List.of(part)),
        finish(directive),
        Optional.empty(),
        answered.usage(),
        MODEL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    OutputDirective directive = directive(request);
    Checkpoint checkpoint = new Checkpoint(request.timeout());
    return new AnswerStream(directive, checkpoint, () -> answer(request, directive, checkpoint));
  }

  private static OutputDirective directive(ChatRequest request) {
    return request
        .output()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "embedded/extractor fills in a schema and cannot answer in free text: ask for a"
                        + " type, or take a chat model such as openai/gpt-5-mini"));
  }

  static FinishReason finish(OutputDirective directive) {
    return directive.mode() == Mode.TOOLS ? FinishReason.TOOL_CALLS : FinishReason.STOP;
  }

  private static Answered answer(
      ChatRequest request, OutputDirective directive, Checkpoint checkpoint) {
    Conversation conversation = new Conversation(request.messages());
    Extractor.Extracted extracted =
        Extractor.bundled()
            .extract(
                directive.schema(), conversation.document(), conversation.rejected(), checkpoint);
    return new Answered(
        extracted.value(), Usage.of(extracted.inputTokens(), extracted.outputTokens()));
  }

  @Override
  public ModelProfile profile() {
    return PROFILE;
  }
}
