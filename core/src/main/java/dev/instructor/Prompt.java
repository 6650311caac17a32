package dev.instructor;

import dev.instructor.call.BadItems;
import dev.instructor.call.Budget;
import dev.instructor.call.Extraction;
import dev.instructor.call.Listener;
import dev.instructor.call.StreamChecks;
import dev.instructor.call.Tool;
import dev.instructor.call.Truncation;
import dev.instructor.call.internal.CallSettings;
import dev.instructor.call.internal.Engine;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.chat.Role;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shape.Shape;
import dev.instructor.shape.TypeRef;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import dev.instructor.validate.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What is asked, and how: an immutable value. Each method returns a new one; the last one of a
 * chain sends it.
 *
 * <p>Every method that sends throws {@link dev.instructor.error.ConfigurationException} for the
 * caller's mistake, {@link dev.instructor.error.ProviderException} for the provider's failure, and
 * {@link dev.instructor.call.AnswerException} for an answer that is no value of the type.
 * Thread-safe.
 */
public final class Prompt {
  private final Engine engine;
  private final Executor executor;
  private final CallSettings settings;
  private final List<Message> messages;

  private Prompt(Engine engine, Executor executor, CallSettings settings, List<Message> messages) {
    this.engine = engine;
    this.executor = executor;
    this.settings = settings;
    this.messages = List.copyOf(messages);
  }

  static Prompt start(Engine engine, Executor executor, CallSettings settings) {
    return new Prompt(engine, executor, settings, List.of());
  }

  /**
   * Adds instructions for the model. They come first, whenever they are added; several are sent in
   * their order.
   */
  public Prompt system(String text) {
    List<Message> all = new ArrayList<>(messages);
    int at = 0;
    while (at < all.size() && all.get(at).role() == Role.SYSTEM) {
      at++;
    }
    all.add(at, Message.system(text));
    return withMessages(all);
  }

  /** Adds a user message. */
  public Prompt user(String text) {
    return messages(List.of(Message.user(text)));
  }

  /**
   * Adds a user message with images, recordings or documents beside its text: {@code user("What is
   * this?", Image.ofPath(path))}.
   *
   * @param text the text, which comes first
   * @param parts what comes behind it, in its order
   */
  public Prompt user(String text, Part... parts) {
    List<Part> all = new ArrayList<>();
    all.add(new Part.Text(text));
    all.addAll(List.of(parts));
    return messages(List.of(new Message(Role.USER, all)));
  }

  /** Adds a user message of parts in their order, such as images with texts between them. */
  public Prompt user(Part... parts) {
    return messages(List.of(Message.user(parts)));
  }

  /**
   * Marks the end of what the vendor may keep in its prompt cache: all that was added so far.
   * Anthropic has such marks, at most four in a request; vendors that have none, since they cache
   * by themselves or not at all, are sent nothing.
   *
   * @throws dev.instructor.error.ConfigurationException if nothing was added so far
   */
  public Prompt cacheMark() {
    if (messages.isEmpty()) {
      throw new ConfigurationException(
          "There is nothing to keep in a cache yet: call cacheMark() behind what is to be kept");
    }
    List<Message> all = new ArrayList<>(messages);
    Message last = all.remove(all.size() - 1);
    List<Part> parts = new ArrayList<>(last.parts());
    parts.add(new Part.CacheMark());
    all.add(new Message(last.role(), parts));
    return withMessages(all);
  }

  /** Adds an assistant message, as an example or as a part of the conversation so far. */
  public Prompt assistant(String text) {
    return messages(List.of(Message.assistant(text)));
  }

  /** Adds messages. */
  public Prompt messages(List<Message> more) {
    List<Message> all = new ArrayList<>(messages);
    all.addAll(more);
    return withMessages(all);
  }

  /** Sets another model of the same provider; of the first one, if others stand in for it. */
  public Prompt model(String name) {
    return with(draft -> draft.model = name);
  }

  /** Sets the temperature; the vendor's default unless set. */
  public Prompt temperature(double value) {
    return options(options -> options.withTemperature(value));
  }

  /** Sets the share of probability that is sampled from, 0 to 1; the vendor's unless set. */
  public Prompt topP(double value) {
    return options(options -> options.withTopP(value));
  }

  /**
   * Sets how many tokens the answer may have; the vendor's default unless set.
   *
   * @throws dev.instructor.error.ConfigurationException if not positive
   */
  public Prompt maxTokens(int value) {
    return options(options -> options.withMaxTokens(Limits.positive("maxTokens", value)));
  }

  /** Sets a seed for repeatable sampling, where the vendor has it. */
  public Prompt seed(long value) {
    return options(options -> options.withSeed(value));
  }

  /** Sets texts at which generation ends. */
  public Prompt stop(String... texts) {
    return options(options -> options.withStop(List.of(texts)));
  }

  /** Sets how much the model is to think, in the vendor's words, such as {@code low}. */
  public Prompt reasoningEffort(String value) {
    return options(options -> options.withReasoningEffort(value));
  }

  /**
   * Sets a member of the request's body that has no method here, such as {@code service_tier}.
   *
   * <p>Names that the library itself writes, such as {@code messages} or {@code tools}, make the
   * call fail with a {@link dev.instructor.error.ConfigurationException}.
   */
  public Prompt option(String name, Json value) {
    return options(options -> options.withExtra(name, value));
  }

  /** Sets a member of the request's body to a string; see {@link #option(String, Json)}. */
  public Prompt option(String name, String value) {
    return option(name, Json.of(value));
  }

  /** Sets a member of the request's body to a number; see {@link #option(String, Json)}. */
  public Prompt option(String name, long value) {
    return option(name, Json.of(value));
  }

  /** Sets a member of the request's body to a number; see {@link #option(String, Json)}. */
  public Prompt option(String name, double value) {
    return option(name, Json.of(value));
  }

  /** Sets a member of the request's body to a boolean; see {@link #option(String, Json)}. */
  public Prompt option(String name, boolean value) {
    return option(name, Json.of(value));
  }

  /** Sets how the answer is asked for; the client's mode unless set. */
  public Prompt mode(Mode mode) {
    return with(draft -> draft.mode = mode);
  }

  /**
   * Sets how often a wrong answer is asked for again: {@code n} re-asks are at most {@code n + 1}
   * attempts.
   *
   * @throws dev.instructor.error.ConfigurationException if negative
   */
  public Prompt maxRetries(int reasks) {
    return with(draft -> draft.maxRetries = Limits.notNegative("maxRetries", reasks));
  }

  /** Sets when and how often a failed request is repeated inside of an attempt. */
  public Prompt transportRetry(RetryPolicy policy) {
    return with(draft -> draft.transportRetry = policy);
  }

  /**
   * Sets the time for all attempts together, waits included.
   *
   * @throws dev.instructor.error.ConfigurationException if not positive
   */
  public Prompt totalTimeout(Duration timeout) {
    return with(
        draft -> draft.totalTimeout = Optional.of(Limits.positive("totalTimeout", timeout)));
  }

  /** Sets what the call may cost. */
  public Prompt budget(Budget budget) {
    return with(draft -> draft.budget = budget);
  }

  /** Sets what happens when the answer is cut at the token limit. */
  public Prompt onTruncation(Truncation policy) {
    return with(draft -> draft.truncation = policy);
  }

  /** Sets what is looked for in an answer that is still growing, and what happens then. */
  public Prompt streamChecks(StreamChecks checks) {
    return with(draft -> draft.streamChecks = checks);
  }

  /** Sets what happens to a wrong one of several values; it is asked for again unless set. */
  public Prompt onBadItem(BadItems policy) {
    return with(draft -> draft.badItems = policy);
  }

  /**
   * Sets what the model may call before it answers, instead of the client's tools, with every
   * method that sends. The calls of one answer are run in their order on the thread of the call,
   * and are one round and one more request; {@code Extraction.toolCalls()} has them.
   */
  public Prompt tools(Tool... tools) {
    return with(draft -> draft.tools = List.of(tools));
  }

  /**
   * Sets how often the model may call tools before it has to answer; 10 unless set. Beyond that the
   * call ends with a {@link dev.instructor.call.ToolRoundsException}.
   *
   * @throws dev.instructor.error.ConfigurationException if not positive
   */
  public Prompt maxToolRounds(int rounds) {
    return with(draft -> draft.maxToolRounds = Limits.positive("maxToolRounds", rounds));
  }

  /**
   * Sets which liberties are not taken when the answer is read, instead of those that the client
   * refuses; without arguments, every liberty is taken. An answer that needs one is wrong, and
   * asked for again.
   */
  public Prompt refuseRepairs(Repair.Kind... kinds) {
    return with(draft -> draft.refusedRepairs = Set.copyOf(List.of(kinds)));
  }

  /** Gives something along that validators see. */
  public Prompt context(String key, Object value) {
    return with(draft -> draft.context.put(key, value));
  }

  /**
   * Adds a rule on the value, or on each item of a list or set, if it is of the type. Deeper places
   * are reached by {@link dev.instructor.validate.Rules}.
   */
  public <T> Prompt validator(Class<T> type, Validator<? super T> validator) {
    return with(draft -> draft.rules.add(CallSettings.Rule.of(type, validator)));
  }

  /** Sets the groups of Bean Validation. */
  public Prompt validationGroups(Class<?>... groups) {
    return with(draft -> draft.groups = List.of(groups));
  }

  /** Adds someone who watches. */
  public Prompt listener(Listener listener) {
    return with(draft -> draft.listeners.add(listener));
  }

  /** Asks, and returns a value of a type. */
  public <T> T create(Class<T> type) {
    return create(Shape.of(type));
  }

  /** Asks, and returns a value of a generic type. */
  public <T> T create(TypeRef<T> type) {
    return create(Shape.of(type));
  }

  /** Asks, and returns a value of a shape. */
  public <T> T create(Shape<T> shape) {
    return extract(shape).value();
  }

  /** Asks, and returns a list of values of a type; it can be empty. */
  public <T> List<T> list(Class<T> type) {
    return create(Shape.listOf(type));
  }

  /** Asks, and returns a list of values of a shape; it can be empty. */
  public <T> List<T> list(Shape<T> shape) {
    return create(Shape.listOf(shape));
  }

  /**
   * Asks for several values at once: each variant of a sealed type becomes a tool, each call of one
   * a value; in modes without tools they are a list. Each is checked alone, and a wrong one is
   * asked for again alone, unless {@link #onBadItem} says otherwise.
   *
   * @throws dev.instructor.call.BadItemException if one never comes right; it carries the others
   */
  public <T> List<T> createAll(Class<T> type) {
    return createAll(Shape.of(type));
  }

  /** As {@link #createAll(Class)}, for a shape such as {@code Shape.anyOf(A.class, B.class)}. */
  public <T> List<T> createAll(Shape<T> shape) {
    return extractAll(shape).value();
  }

  /** Asks, and returns a value of a type with everything about how it came about. */
  public <T> Extraction<T> extract(Class<T> type) {
    return extract(Shape.of(type));
  }

  /** Asks, and returns a value of a generic type with everything about how it came about. */
  public <T> Extraction<T> extract(TypeRef<T> type) {
    return extract(Shape.of(type));
  }

  /** Asks, and returns a value of a shape with everything about how it came about. */
  public <T> Extraction<T> extract(Shape<T> shape) {
    return engine.extract(shape, messages, settings);
  }

  /** As {@link #createAll(Class)}, with everything about how the values came about. */
  public <T> Extraction<List<T>> extractAll(Class<T> type) {
    return extractAll(Shape.of(type));
  }

  /** As {@link #extractAll(Class)}, for a shape. */
  public <T> Extraction<List<T>> extractAll(Shape<T> shape) {
    return engine.extractAll(shape, messages, settings);
  }

  /**
   * Asks elsewhere, and returns a future of the value; cancelling it, or what was made from it,
   * ends the exchange.
   */
  public <T> CompletableFuture<T> createAsync(Class<T> type) {
    return createAsync(Shape.of(type));
  }

  /** As {@link #createAsync(Class)}, for a generic type. */
  public <T> CompletableFuture<T> createAsync(TypeRef<T> type) {
    return createAsync(Shape.of(type));
  }

  /** As {@link #createAsync(Class)}, for a shape. */
  public <T> CompletableFuture<T> createAsync(Shape<T> shape) {
    return CallFuture.start(executor, () -> create(shape));
  }

  /** As {@link #createAsync(Class)}, with everything about how the value came about. */
  public <T> CompletableFuture<Extraction<T>> extractAsync(Class<T> type) {
    return extractAsync(Shape.of(type));
  }

  /** As {@link #extractAsync(Class)}, for a generic type. */
  public <T> CompletableFuture<Extraction<T>> extractAsync(TypeRef<T> type) {
    return extractAsync(Shape.of(type));
  }

  /** As {@link #extractAsync(Class)}, for a shape. */
  public <T> CompletableFuture<Extraction<T>> extractAsync(Shape<T> shape) {
    return CallFuture.start(executor, () -> extract(shape));
  }

  /** Returns a value as it grows. The request is sent with the first pull; to be closed. */
  public <T> PartialStream<T> stream(Class<T> type) {
    return stream(Shape.of(type));
  }

  /** As {@link #stream(Class)}, for a generic type. */
  public <T> PartialStream<T> stream(TypeRef<T> type) {
    return stream(Shape.of(type));
  }

  /** As {@link #stream(Class)}, for a shape. */
  public <T> PartialStream<T> stream(Shape<T> shape) {
    return new PartialStream<>(
        engine.stream(shape, messages, settings), engine.plan(shape, settings), settings);
  }

  /**
   * Returns a publisher of a value of a type as it grows, for reactive programs: cold, so that each
   * subscription sends a request of its own, with the first demand. It hands out what {@link
   * #stream(Class)} does and nothing that was not asked for; cancelling ends the exchange. It works
   * on the client's executor.
   */
  public <T> Flow.Publisher<Partial<T>> publisher(Class<T> type) {
    return publisher(Shape.of(type));
  }

  /** As {@link #publisher(Class)}, for a generic type. */
  public <T> Flow.Publisher<Partial<T>> publisher(TypeRef<T> type) {
    return publisher(Shape.of(type));
  }

  /** As {@link #publisher(Class)}, for a shape. */
  public <T> Flow.Publisher<Partial<T>> publisher(Shape<T> shape) {
    return new PartialPublisher<>(executor, () -> stream(shape));
  }

  /**
   * Returns the items of a list as they come: each is checked and handed out as soon as it is
   * complete. The request is sent with the first pull; to be closed.
   *
   * @param element the type of an item
   */
  public <T> ItemStream<T> streamItems(Class<T> element) {
    return streamItems(Shape.of(element));
  }

  /** As {@link #streamItems(Class)}, for items of a generic type. */
  public <T> ItemStream<T> streamItems(TypeRef<T> element) {
    return streamItems(Shape.of(element));
  }

  /** As {@link #streamItems(Class)}, for a shape; a name given to it is the list's. */
  public <T> ItemStream<T> streamItems(Shape<T> element) {
    return new ItemStream<>(engine.streamItems(element, messages, settings), settings);
  }

  /** As {@link #createAll(Class)}, each value as soon as its call is complete; to be closed. */
  public <T> ItemStream<T> streamAll(Class<T> type) {
    return streamAll(Shape.of(type));
  }

  /** As {@link #streamAll(Class)}, for a shape. */
  public <T> ItemStream<T> streamAll(Shape<T> shape) {
    return new ItemStream<>(engine.streamAll(shape, messages, settings), settings);
  }

  /** Asks for plain text, and returns it. No structure is asked for, and nothing is asked again. */
  public String text() {
    return engine.text(messages, settings);
  }

  /**
   * Sends the messages as they are, and returns the response as it is: also a refusal, or an answer
   * that was cut. With tools it is the last one, and its usage that of all rounds.
   */
  public ChatResponse send() {
    return engine.send(messages, settings);
  }

  private Prompt options(UnaryOperator<ChatOptions> change) {
    return with(draft -> draft.options = change.apply(draft.options));
  }

  private Prompt with(Consumer<CallSettings.Draft> change) {
    return new Prompt(engine, executor, settings.with(change), messages);
  }

  private Prompt withMessages(List<Message> all) {
    return new Prompt(engine, executor, settings, all);
  }

  /** Returns how many messages there are, without their content. */
  @Override
  public String toString() {
    return "Prompt[" + messages.size() + " messages]";
  }
}
