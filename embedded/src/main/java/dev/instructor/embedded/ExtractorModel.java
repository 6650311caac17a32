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
import dev.instructor.schema.SchemaDialects;
import java.util.List;
import java.util.Optional;

/**
 * The bundled model {@code embedded/extractor} as a chat model: it reads the schema of the
 * request's directive and the newest user text, whatever the mode. Instructions, earlier turns and
 * the options of generation have no effect on it. Thread-safe; {@link #close()} does nothing.
 */
final class ExtractorModel implements ChatModel {
  static final String PROVIDER = "embedded";
  static final String MODEL = "extractor";

  private static final String CALL_ID = "call_0";

  static final ModelProfile PROFILE =
      ModelProfile.of(
          PROVIDER,
          MODEL,
          SchemaDialects.plain(),
          List.of(Mode.TOOLS, Mode.JSON_SCHEMA, Mode.JSON, Mode.PROMPTED));

  @Override
  public ChatResponse send(ChatRequest request) {
    OutputDirective directive =
        request
            .output()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "embedded/extractor fills in a schema and cannot answer in free text: ask for"
                            + " a type, or take a chat model such as openai/gpt-5-mini"));
    Checkpoint checkpoint = new Checkpoint(request.timeout());
    Conversation conversation = new Conversation(request.messages());
    Extractor extractor = Extractor.bundled();
    Optional<Conversation.Turn> answered = conversation.answeredTurn();
    if (answered.isPresent()) {
      Extractor.Extracted again =
          extractor.extract(directive.schema(), answered.get().question(), checkpoint);
      if (answered.get().answer().equals(again.value().toString())) {
        return response(again, directive);
      }
    }
    return response(
        extractor.extract(directive.schema(), conversation.newestUserText(), checkpoint),
        directive);
  }

  private static ChatResponse response(Extractor.Extracted extracted, OutputDirective directive) {
    String json = extracted.value().toString();
    boolean call = directive.mode() == Mode.TOOLS;
    Part part = call ? new Part.ToolCall(CALL_ID, directive.name(), json) : new Part.Text(json);
    return new ChatResponse(
        new Message(Role.ASSISTANT, List.of(part)),
        call ? FinishReason.TOOL_CALLS : FinishReason.STOP,
        Optional.empty(),
        Usage.of(extracted.inputTokens(), extracted.outputTokens()),
        MODEL,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the whole answer as a stream: this model does not answer word by word. */
  @Override
  public ChatStream stream(ChatRequest request) {
    return ChatStream.of(send(request));
  }

  @Override
  public ModelProfile profile() {
    return PROFILE;
  }
}
