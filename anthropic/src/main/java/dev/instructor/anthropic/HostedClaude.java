package dev.instructor.anthropic;

import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.Message;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.WireCodec;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the platforms of others that serve Claude, such as Amazon Bedrock and Vertex AI, need of
 * this module. Stateless.
 */
public final class HostedClaude {
  private HostedClaude() {}

  /**
   * Returns the Messages format, for the codec of a platform to build upon: it has {@code model}
   * and {@code stream} in the body and streams server-sent events. Thread-safe.
   *
   * @param vendor the platform, for messages
   */
  public static WireCodec codec(Vendor vendor) {
    return new MessagesCodec(vendor);
  }

  /**
   * What a request says about thinking, where it has a format of the platform's own.
   *
   * @param members the members of the Messages format that say it: {@code thinking}, {@code
   *     output_config}; empty for none
   * @param budget the tokens that are set aside for it, if there is a budget
   * @param forcible whether the model can be made to call a tool beside it
   * @param warnings what was given up, a sentence each
   */
  public record Thinking(
      JsonObject members, OptionalInt budget, boolean forcible, List<String> warnings) {}

  /**
   * Returns what a request to a model says about thinking.
   *
   * @param model the model's name, in which Anthropic's is found wherever it stands
   * @param options the request's options; {@code thinking} and {@code output_config} among the
   *     extra ones are the caller's own
   * @param messages the request's messages
   * @throws ConfigurationException if the model cannot do what the options ask for: to think so
   *     much, or to be sampled so
   */
  public static Thinking thinking(String model, ChatOptions options, List<Message> messages) {
    ClaudeModel claude = ClaudeModel.named(model);
    ThinkingChoice asked = ThinkingChoice.of(claude, model, options);
    ThinkingChoice choice = asked.in(messages);
    Sampling.check(claude, model, choice, options);
    JsonObject.Builder members = Json.object();
    choice.member().ifPresent(member -> members.put("thinking", member));
    if (choice.effort().isPresent()) {
      JsonObject own =
          options.extra().get("output_config") instanceof JsonObject stated
              ? stated
              : JsonObject.empty();
      members.put("output_config", own.with("effort", Json.of(choice.effort().get())));
    }
    return new Thinking(
        members.build(),
        choice.budget(),
        claude.canBeForced() && !choice.asked(),
        choice.equals(asked) ? List.of() : List.of(thoughtless(model)));
  }

  static String thoughtless(String model) {
    return "%s does not think about this: the calls of tools before it came without its thoughts, and it must not think after such"
        .formatted(model);
  }

  /** Returns what is known of the models, by the names that Anthropic gives them. */
  public static List<ProfileRule> profiles() {
    return Anthropic.VENDOR.profiles();
  }

  /** Returns the words in which a mode or a schema is refused. */
  public static List<UnsupportedSignal> unsupported() {
    return Anthropic.VENDOR.unsupported();
  }
}
