package dev.instructor.call.internal;

import dev.instructor.call.Extraction;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the calls of one client share: the model, the plans, and what was learned. Thread-safe. */
public final class Engine {
  private final List<ChatModel> models;
  private final Plans plans;
  private final Rests rests;
  private final Map<String, Mode> learnedModes = new ConcurrentHashMap<>();

  /**
   * Creates an engine.
   *
   * @param models the models, each of which stands in for the one before; at least one
   * @param plans what is planned for each type
   * @param rests which of the models rest
   */
  public Engine(List<ChatModel> models, Plans plans, Rests rests) {
    this.models = List.copyOf(models);
    this.plans = plans;
    this.rests = rests;
  }

  /** Asks for a typed value until it is right, or the settings forbid to go on. */
  public <T> Extraction<T> extract(Shape<T> shape, List<Message> messages, CallSettings settings) {
    Plan<T> plan = plan(shape, settings);
    Judge<T> judge = new ValueJudge<>(plan, settings);
    return new TypedCall<>(this, plan, judge, messages, settings, List.of()).run();
  }

  /** Asks for several values at once, each by a call of its own where the mode has calls. */
  public <T> Extraction<List<T>> extractAll(
      Shape<T> shape, List<Message> messages, CallSettings settings) {
    return new ParallelCall<>(this, shape, messages, settings).run();
  }

  /** Returns the shapes of which a value of a shape has one. */
  <T> List<Shape<? extends T>> variants(Shape<T> shape) {
    return plans.variants(shape);
  }

  /** Returns what is planned for a shape, made once. */
  public <T> Plan<T> plan(Shape<T> shape, CallSettings settings) {
    return plans.of(shape, settings.groups());
  }

  /** Asks for a typed value whose answers are seen as they grow. Nothing is sent yet. */
  public <T> StreamedCall<T> stream(Shape<T> shape, List<Message> messages, CallSettings settings) {
    Plan<T> plan = plan(shape, settings);
    Judge<T> judge = new ValueJudge<>(plan, settings);
    return new StreamedCall<>(new TypedCall<>(this, plan, judge, messages, settings, List.of()));
  }

  /** Asks for a list whose items are seen as they come. Nothing is sent yet. */
  public <T> ItemCall<T> streamItems(
      Shape<T> element, List<Message> messages, CallSettings settings) {
    return new ListedItems<>(this, element, messages, settings);
  }

  /** Asks for several values by calls of their own, seen as they come. Nothing is sent yet. */
  public <T> ItemCall<T> streamAll(Shape<T> shape, List<Message> messages, CallSettings settings) {
    return new CalledItems<>(this, shape, messages, settings);
  }

  /** Sends messages once, without asking for structure. */
  public ChatResponse send(List<Message> messages, CallSettings settings) {
    return new PlainCall(this, messages, settings).send();
  }

  /** Sends messages once and returns the text of the answer. */
  public String text(List<Message> messages, CallSettings settings) {
    return new PlainCall(this, messages, settings).text();
  }

  List<ChatModel> models() {
    return models;
  }

  Rests rests() {
    return rests;
  }

  /**
   * Returns the mode that was learned for a model, after a server turned out not to have the one
   * before it.
   *
   * @param key which model, and where
   */
  Optional<Mode> learnedMode(String key) {
    return Optional.ofNullable(learnedModes.get(key));
  }

  void learn(String key, Mode mode) {
    learnedModes.put(key, mode);
  }
}
