package dev.instructor.call.internal;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.OutputDirective;
import dev.instructor.chat.Part;
import dev.instructor.error.Problem;
import dev.instructor.mode.ModeStrategy;
import dev.instructor.mode.PayloadFollower;
import dev.instructor.read.Reading;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.AdaptedSchema.Loss;
import dev.instructor.schema.SchemaDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A typed answer asked for in one mode: the request, how its answer is found and read, and how it
 * is asked again.
 *
 * @param warnings what the schema had to give up, a sentence each
 */
record Asking(
    Mode mode,
    SchemaDialect dialect,
    ModeStrategy strategy,
    OutputDirective directive,
    ChatRequest request,
    AdaptedSchema adapted,
    Reading reading,
    List<String> warnings) {

  static Asking of(
      Plan<?> plan, ModelProfile profile, StepDown how, ModeStrategy strategy, ChatRequest plain) {
    Mode mode = how.mode();
    SchemaDialect dialect = how.dialect(profile, mode);
    Plan.Asked asked = plan.asked(dialect);
    OutputDirective directive =
        new OutputDirective(
            mode,
            plan.target().name(),
            plan.target().description(),
            asked.adapted().schema(),
            asked.adapted().strict());
    return new Asking(
        mode,
        dialect,
        strategy,
        directive,
        strategy.prepare(plain, directive),
        asked.adapted(),
        asked.reading(),
        warnings(plan.target().name(), asked, how, profile));
  }

  private static List<String> warnings(
      String name, Plan.Asked asked, StepDown how, ModelProfile profile) {
    List<String> warnings = new ArrayList<>();
    if (how.ofSchema()) {
      warnings.add(
          "%s found the schema of %s too complex, so it is %s; it is checked on the answer"
              .formatted(
                  profile.provider(),
                  name,
                  how.enforced() ? "asked for in mode " + how.mode() : "not enforced there"));
    }
    AdaptedSchema adapted = asked.adapted();
    if (how.enforced() && adapted.strict()) {
      warnings.addAll(asked.nearLimits());
    } else if (how.enforced() && !adapted.dialect().equals(profile.plainDialect().name())) {
      String why = adapted.lost().stream().map(Loss::toString).findFirst().orElse("its size");
      warnings.add(
          "%s is not asked to enforce the schema of %s, which is checked on the answer; the reason: %s"
              .formatted(profile.provider(), name, why));
    }
    return List.copyOf(warnings);
  }

  Optional<String> payload(ChatResponse response) {
    return strategy.payload(response, directive);
  }

  /** Returns what finds the payload in an answer that is still growing. */
  PayloadFollower follower() {
    return strategy.follower(directive);
  }

  /** Returns whether a call is the answer, or a part of it. */
  boolean isAnswer(Part.ToolCall call) {
    return strategy.isAnswer(call, directive);
  }

  /** Returns the messages that tell the last bad answer and its problems, and ask again. */
  List<Message> again(ChatResponse bad, List<Problem> problems) {
    return strategy.reask(bad, directive, problems);
  }
}
