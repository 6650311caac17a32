package dev.instructor.chat;

import dev.instructor.error.ConfigurationException;
import dev.instructor.schema.SchemaDialect;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of a model, as data.
 *
 * @param provider the vendor's name as in {@code provider/model}
 * @param model the model's name, the default for requests
 * @param modes the modes it supports, best first; {@link Mode#AUTO} takes the first
 * @param dialects the schema dialect of each mode; a mode without one takes {@code plainDialect}
 * @param plainDialect the dialect for modes in which the vendor does not look at the schema
 * @param maxTokensParameter the wire's name of the token limit, such as {@code
 *     max_completion_tokens}
 * @param toolChoice how a tool is forced
 * @param unsupported the vendor's known words for "this mode is not supported here"
 * @param enforcing the modes in which the vendor enforces every schema or refuses it: one that its
 *     dialect cannot make strict cannot be asked for in them
 * @param besideTools the modes in which the typed answer can be asked for beside tools of the
 *     caller's own, in one request; {@link Mode#PROMPTED} always is one
 * @param thinking whether it thinks before it answers
 * @param parallelCalls whether it calls several tools at once
 * @param source where all of that was read, with the month; empty if nobody says
 */
public record ModelProfile(
    String provider,
    String model,
    List<Mode> modes,
    Map<Mode, SchemaDialect> dialects,
    SchemaDialect plainDialect,
    String maxTokensParameter,
    ToolChoice toolChoice,
    List<UnsupportedSignal> unsupported,
    Set<Mode> enforcing,
    Set<Mode> besideTools,
    Thinking thinking,
    ParallelCalls parallelCalls,
    String source) {

  /** Where nothing else is known: the answer is one more tool. */
  public static final Set<Mode> AS_ONE_MORE_TOOL = Set.of(Mode.TOOLS);

  /** How a vendor's tool choice forces the one tool. */
  public enum ToolChoice {
    /** By the function's name. */
    NAMED,
    /** By {@code "required"}. */
    REQUIRED,
    /** By {@code "any"}. */
    ANY,
    /** Not at all: {@code "auto"} is all there is. */
    AUTO
  }

  /** Whether a model thinks before it answers. */
  public enum Thinking {
    /** It is not known: a {@code reasoningEffort} is sent as it is given. */
    UNKNOWN,
    /** It does not: a {@code reasoningEffort} is refused before anything is sent. */
    NONE,
    /** It does or does not, as the request says. */
    OPTIONAL,
    /** It always does. */
    ALWAYS
  }

  /** Whether a model calls several tools in one answer. */
  public enum ParallelCalls {
    /** It is not known. */
    UNKNOWN,
    /** It does, and cannot be told not to. */
    ALLOWED,
    /** It does unless the request says otherwise, as one for a single answer does. */
    SWITCHABLE
  }

  /**
   * An error that says that a mode is not supported, or that a schema cannot be enforced.
   *
   * @param status the HTTP status it comes with
   * @param text a lower-case text its message contains
   * @param rulesOut the modes it rules out
   * @param source where the text was seen: a page's title or a recording
   * @param ofSchema whether it speaks of the one schema, as too complex to be enforced, and not of
   *     the model: then the same is asked for without enforcement
   */
  public record UnsupportedSignal(
      int status, String text, List<Mode> rulesOut, String source, boolean ofSchema) {
    /** Creates one with a copy of the modes. */
    public UnsupportedSignal {
      rulesOut = List.copyOf(rulesOut);
    }

    /** Creates one that speaks of the model. */
    public UnsupportedSignal(int status, String text, List<Mode> rulesOut, String source) {
      this(status, text, rulesOut, source, false);
    }
  }

  /** Creates a profile with copies of the collections. */
  public ModelProfile {
    modes = List.copyOf(modes);
    dialects = dialects.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(dialects));
    unsupported = List.copyOf(unsupported);
    enforcing = Set.copyOf(enforcing);
    Set<Mode> beside = EnumSet.of(Mode.PROMPTED);
    beside.addAll(besideTools);
    besideTools = Set.copyOf(beside);
  }

  /** Creates a profile of a model of whose thinking and calling nothing is known. */
  public ModelProfile(
      String provider,
      String model,
      List<Mode> modes,
      Map<Mode, SchemaDialect> dialects,
      SchemaDialect plainDialect,
      String maxTokensParameter,
      ToolChoice toolChoice,
      List<UnsupportedSignal> unsupported,
      Set<Mode> enforcing,
      Set<Mode> besideTools) {
    this(
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
        Thinking.UNKNOWN,
        ParallelCalls.UNKNOWN,
        "");
  }

  /** Creates a profile of a model that can be asked for any schema in every mode. */
  public ModelProfile(
      String provider,
      String model,
      List<Mode> modes,
      Map<Mode, SchemaDialect> dialects,
      SchemaDialect plainDialect,
      String maxTokensParameter,
      ToolChoice toolChoice,
      List<UnsupportedSignal> unsupported) {
    this(
        provider,
        model,
        modes,
        dialects,
        plainDialect,
        maxTokensParameter,
        toolChoice,
        unsupported,
        Set.of(),
        AS_ONE_MORE_TOOL);
  }

  /**
   * Returns a profile of a model that is asked with the plain dialect in every mode, best first as
   * given.
   */
  public static ModelProfile of(
      String provider, String model, SchemaDialect dialect, List<Mode> modes) {
    return new ModelProfile(
        provider, model, modes, Map.of(), dialect, "max_tokens", ToolChoice.NAMED, List.of());
  }

  /** Returns this profile for a model that is spelt differently. */
  public ModelProfile withModel(String value) {
    return new ModelProfile(
        provider,
        value,
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

  /** Returns the dialect for a mode. */
  public SchemaDialect dialect(Mode mode) {
    return Optional.ofNullable(dialects.get(mode)).orElse(plainDialect);
  }

  /**
   * Checks that a request asks in a way that this model has, for codecs to begin with.
   *
   * @throws ConfigurationException if it asks in a mode that the model lacks or that cannot stand
   *     beside the request's tools, tells tools to a model that has none, or tells one how much to
   *     think that does not
   */
  public void check(ChatRequest request) {
    Mode mode = request.output().map(OutputDirective::mode).orElse(Mode.PROMPTED);
    if (mode == Mode.AUTO) {
      throw new ConfigurationException("A request must name its mode; AUTO is resolved before");
    }
    if (request.output().isPresent() && !modes.contains(mode)) {
      throw new ConfigurationException(
          "%s/%s has no mode %s; it has %s".formatted(provider, model, mode, names(modes)));
    }
    if (doesNotThink(request) && request.options().reasoningEffort().isPresent()) {
      throw new ConfigurationException(
          "%s/%s does not think: leave reasoningEffort out, or take another model"
              .formatted(provider, model));
    }
    if (request.tools().isEmpty() || request.toolUse() == ToolUse.NONE) {
      return;
    }
    if (!modes.contains(Mode.TOOLS)) {
      throw new ConfigurationException(
          "%s/%s has no tools: leave them out, or take another model".formatted(provider, model));
    }
    if (request.output().isPresent() && mode != Mode.TOOLS && !besideTools.contains(mode)) {
      throw new ConfigurationException(
          "%s/%s cannot be asked for an answer in mode %s beside tools; take one of %s, or leave the tools out"
              .formatted(
                  provider, model, mode, modes.stream().filter(this::isBesideTools).toList()));
    }
  }

  /**
   * Returns whether the model of a request is known not to think. A call can name another model of
   * the provider's than the one that this speaks of; of that one nothing is known.
   */
  public boolean doesNotThink(ChatRequest request) {
    return thinking == Thinking.NONE && isOf(request);
  }

  /** Returns whether the model of a request is known to take the switch for parallel calls. */
  public boolean hasSwitchForParallelCalls(ChatRequest request) {
    return parallelCalls == ParallelCalls.SWITCHABLE && isOf(request);
  }

  private boolean isOf(ChatRequest request) {
    return request.model().equals(model);
  }

  private boolean isBesideTools(Mode mode) {
    return mode == Mode.TOOLS || besideTools.contains(mode);
  }

  private static String names(List<Mode> modes) {
    return modes.stream().map(Mode::name).collect(Collectors.joining(", "));
  }
}
