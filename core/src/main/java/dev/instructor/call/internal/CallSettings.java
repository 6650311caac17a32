package dev.instructor.call.internal;

import dev.instructor.call.BadItems;
import dev.instructor.call.Budget;
import dev.instructor.call.Listener;
import dev.instructor.call.StreamChecks;
import dev.instructor.call.Tool;
import dev.instructor.call.Truncation;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.Mode;
import dev.instructor.json.Repair;
import dev.instructor.provider.MediaFetch;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.validate.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How one call is to be run: the client's defaults, overridden by the prompt.
 *
 * @param model the model's name; empty for the client's own
 * @param options how to generate
 * @param mode how to ask
 * @param maxRetries how many re-asks there may be
 * @param transportRetry when a request is repeated
 * @param totalTimeout the time for all attempts together
 * @param budget what the call may cost
 * @param truncation what happens when the answer is cut
 * @param streamChecks what is looked for in an answer that is still growing
 * @param badItems what happens to an item that is wrong
 * @param refusedRepairs the liberties that are not taken when an answer is read
 * @param context what validators see
 * @param rules validators of values by their type
 * @param groups the validation groups; empty for the default group
 * @param tools what the model may call before it answers
 * @param maxToolRounds how often it may
 * @param fetch how what is at an address is fetched for vendors that do not; empty for not at all
 * @param listeners who watches
 */
public record CallSettings(
    String model,
    ChatOptions options,
    Mode mode,
    int maxRetries,
    RetryPolicy transportRetry,
    Optional<Duration> totalTimeout,
    Budget budget,
    Truncation truncation,
    StreamChecks streamChecks,
    BadItems badItems,
    Set<Repair.Kind> refusedRepairs,
    Map<String, Object> context,
    List<Rule> rules,
    List<Class<?>> groups,
    List<Tool> tools,
    int maxToolRounds,
    Optional<MediaFetch> fetch,
    List<Listener> listeners) {

  /** Creates settings with copies of the collections. */
  public CallSettings {
    refusedRepairs = Set.copyOf(refusedRepairs);
    context = Map.copyOf(context);
    rules = List.copyOf(rules);
    groups = List.copyOf(groups);
    tools = List.copyOf(tools);
    listeners = List.copyOf(listeners);
  }

  /**
   * A validator with the type of the values it looks at.
   *
   * @param type the type; values of other types are passed over
   * @param validator the validator
   */
  public record Rule(Class<?> type, Validator<Object> validator) {
    /** Returns a rule for the values of a type. */
    @SuppressWarnings("unchecked") // it only ever sees values of the type
    public static <T> Rule of(Class<T> type, Validator<? super T> validator) {
      return new Rule(type, (Validator<Object>) validator);
    }
  }

  /** Returns the defaults: {@link Mode#AUTO}, three re-asks, ten rounds of tools, no limits. */
  public static CallSettings defaults() {
    return new CallSettings(
        "",
        ChatOptions.none(),
        Mode.AUTO,
        3,
        RetryPolicy.defaults(),
        Optional.empty(),
        Budget.unlimited(),
        Truncation.fail(),
        StreamChecks.defaults(),
        BadItems.REASK,
        Set.of(),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        10,
        Optional.empty(),
        List.of());
  }

  /** Returns these settings after {@code change}. */
  public CallSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Settings that are being changed. */
  public static final class Draft {
    public String model;
    public ChatOptions options;
    public Mode mode;
    public int maxRetries;
    public RetryPolicy transportRetry;
    public Optional<Duration> totalTimeout;
    public Budget budget;
    public Truncation truncation;
    public StreamChecks streamChecks;
    public BadItems badItems;
    public Set<Repair.Kind> refusedRepairs;
    public final Map<String, Object> context;
    public final List<Rule> rules;
    public List<Class<?>> groups;
    public List<Tool> tools;
    public int maxToolRounds;
    public Optional<MediaFetch> fetch;
    public final List<Listener> listeners;

    private Draft(CallSettings from) {
      model = from.model;
      options = from.options;
      mode = from.mode;
      maxRetries = from.maxRetries;
      transportRetry = from.transportRetry;
      totalTimeout = from.totalTimeout;
      budget = from.budget;
      truncation = from.truncation;
      streamChecks = from.streamChecks;
      badItems = from.badItems;
      refusedRepairs = from.refusedRepairs;
      context = new LinkedHashMap<>(from.context);
      rules = new ArrayList<>(from.rules);
      groups = from.groups;
      tools = from.tools;
      maxToolRounds = from.maxToolRounds;
      fetch = from.fetch;
      listeners = new ArrayList<>(from.listeners);
    }

    private CallSettings settings() {
      return new CallSettings(
          model,
          options,
          mode,
          maxRetries,
          transportRetry,
          totalTimeout,
          budget,
          truncation,
          streamChecks,
          badItems,
          refusedRepairs,
          context,
          rules,
          groups,
          tools,
          maxToolRounds,
          fetch,
          listeners);
    }
  }
}
