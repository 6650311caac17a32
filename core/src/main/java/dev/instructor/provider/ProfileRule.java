package dev.instructor.provider;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.ParallelCalls;
import dev.instructor.chat.ModelProfile.Thinking;
import dev.instructor.chat.ModelProfile.ToolChoice;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.schema.SchemaDialect;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is known of a vendor's models, as data: one row of its table.
 *
 * @param models which models: found anywhere in the lower-case name
 * @param modes the modes they support, best first
 * @param dialects the schema dialect of each mode that is not the plain one
 * @param plainDialect the dialect of the other modes
 * @param maxTokensParameter the wire's name of the token limit
 * @param toolChoice how a tool is forced
 * @param enforcing the modes in which the vendor enforces every schema or refuses it
 * @param besideTools the modes in which the typed answer can be asked for beside tools of the
 *     caller's own
 * @param thinking whether they think before they answer
 * @param parallelCalls whether they call several tools at once
 * @param source where that was read, with the month: a page's title or a report; empty if it is not
 *     known
 */
public record ProfileRule(
    Pattern models,
    List<Mode> modes,
    Map<Mode, SchemaDialect> dialects,
    SchemaDialect plainDialect,
    String maxTokensParameter,
    ToolChoice toolChoice,
    Set<Mode> enforcing,
    Set<Mode> besideTools,
    Thinking thinking,
    ParallelCalls parallelCalls,
    String source) {

  /** Creates a row with copies of the collections, without what they say of modes it lacks. */
  public ProfileRule {
    modes = List.copyOf(modes);
    Map<Mode, SchemaDialect> spoken = new EnumMap<>(Mode.class);
    spoken.putAll(dialects);
    spoken.keySet().retainAll(modes);
    dialects = Map.copyOf(spoken);
    enforcing = in(modes, enforcing);
    besideTools = in(modes, besideTools);
  }

  private static Set<Mode> in(List<Mode> modes, Set<Mode> some) {
    return some.stream().filter(modes::contains).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns a row for all models, with {@code max_tokens} and a tool choice by name. */
  public static ProfileRule of(SchemaDialect plainDialect, Mode... modes) {
    return new ProfileRule(
        Pattern.compile(""),
        List.of(modes),
        Map.of(),
        plainDialect,
        "max_tokens",
        ToolChoice.NAMED,
        Set.of(),
        ModelProfile.AS_ONE_MORE_TOOL,
        Thinking.UNKNOWN,
        ParallelCalls.UNKNOWN,
        "");
  }

  /** Returns this row for the models in whose lower-case name a regular expression is found. */
  public ProfileRule forModels(String regex) {
    return new ProfileRule(
        Pattern.compile(regex),
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        enforcing,
        besideTools,
        thinking,
        parallelCalls,
        source);
  }

  /** Returns this row with the place where it was read, and the month. */
  public ProfileRule source(String read) {
    return new ProfileRule(
        models,
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        enforcing,
        besideTools,
        thinking,
        parallelCalls,
        read);
  }

  /** Returns this row with a dialect for the given modes. */
  public ProfileRule dialect(SchemaDialect dialect, Mode... in) {
    Map<Mode, SchemaDialect> more = new EnumMap<>(Mode.class);
    more.putAll(dialects);
    for (Mode mode : in) {
      more.put(mode, dialect);
    }
    return new ProfileRule(
        models,
        modes,
        more,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        enforcing,
        besideTools,
        thinking,
        parallelCalls,
        source);
  }

  /** Returns this row with another name of the token limit. */
  public ProfileRule maxTokensParameter(String name) {
    return new ProfileRule(
        models,
        modes,
        dialects,
        plainDialect,
        name,
        toolChoice,
        enforcing,
        besideTools,
        thinking,
        parallelCalls,
        source);
  }

  /** Returns this row with another way to force a tool. */
  public ProfileRule toolChoice(ToolChoice choice) {
    return new ProfileRule(
        models,
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        choice,
        enforcing,
        besideTools,
        thinking,
        parallelCalls,
        source);
  }

  /**
   * Returns this row with the modes in which the vendor enforces every schema or refuses it: one
   * that the dialect cannot make strict is not asked for in them.
   */
  public ProfileRule enforcing(Mode... in) {
    return new ProfileRule(
        models,
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        Set.of(in),
        besideTools,
        thinking,
        parallelCalls,
        source);
  }

  /**
   * Returns this row with the modes in which the typed answer can be asked for beside tools of the
   * caller's own.
   */
  public ProfileRule besideTools(Mode... in) {
    return new ProfileRule(
        models,
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        enforcing,
        Set.of(in),
        thinking,
        parallelCalls,
        source);
  }

  /** Returns this row of models that think, or do not. */
  public ProfileRule thinking(Thinking whether) {
    return new ProfileRule(
        models,
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        enforcing,
        besideTools,
        whether,
        parallelCalls,
        source);
  }

  /** Returns this row of models that call several tools at once, or not. */
  public ProfileRule parallelCalls(ParallelCalls whether) {
    return new ProfileRule(
        models,
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        enforcing,
        besideTools,
        thinking,
        whether,
        source);
  }

  /** Returns whether this row speaks of a model. */
  public boolean matches(String model) {
    return models.matcher(model.toLowerCase(Locale.ROOT)).find();
  }

  ModelProfile profile(String provider, String model, List<UnsupportedSignal> unsupported) {
    return new ModelProfile(
        provider,
        model,
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        unsupported,
        enforcing,
        besideTools,
        thinking,
        parallelCalls,
        source);
  }
}
