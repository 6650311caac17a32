package dev.instructor;

import dev.instructor.call.internal.Engine;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.Part;
import dev.instructor.shape.Shape;
import dev.instructor.shape.TypeRef;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The client: say what you want as a Java type, get a validated value of that type from a model.
 *
 * <pre>{@code
 * record User(String name, @Min(0) @Max(150) int age) {}
 *
 * Instructor client = Instructor.fromProvider("openai/gpt-5-mini");
 * User user = client.create(User.class, "Jason is 25 years old");
 * }</pre>
 *
 * <p>Immutable and thread-safe; make one and share it. Closing is optional: it releases the
 * connections of a model that this client opened itself.
 *
 * <p>Whatever a call throws on purpose is of three kinds: {@link
 * dev.instructor.error.ConfigurationException} for the caller's mistake, {@link
 * dev.instructor.error.ProviderException} for the provider's failure, and {@link
 * dev.instructor.call.AnswerException} for an answer that is no value of the type.
 */
public final class Instructor implements AutoCloseable {
  private final InstructorBuilder settings;
  private final List<ChatModel> models;
  private final Engine engine;

  Instructor(InstructorBuilder settings, List<ChatModel> models, Engine engine) {
    this.settings = settings;
    this.models = models;
    this.engine = engine;
  }

  /**
   * Returns a client for a model with everything else at its default: the key comes from the
   * vendor's environment variable.
   *
   * @param providerAndModel such as {@code openai/gpt-5-mini} or {@code embedded/extractor};
   *     several, such as {@code openai/a | anthropic/b}, stand in for each other: see {@link
   *     InstructorBuilder#failover(String)}
   * @throws dev.instructor.error.ConfigurationException if the vendor is unknown, its module is
   *     missing, or it needs a key and none is set
   */
  public static Instructor fromProvider(String providerAndModel) {
    return builder(providerAndModel).build();
  }

  /**
   * Returns a client for a model that the caller has, such as an adapter or a scripted one. It is
   * not closed by this client.
   */
  public static Instructor of(ChatModel model) {
    return builder(model).build();
  }

  /**
   * Starts a client for a model.
   *
   * @param providerAndModel such as {@code openai/gpt-5-mini}, or several, such as {@code openai/a
   *     | anthropic/b}
   * @throws dev.instructor.error.ConfigurationException if the text is not of the form {@code
   *     provider/model}
   */
  public static InstructorBuilder builder(String providerAndModel) {
    return new InstructorBuilder(providerAndModel);
  }

  /** Starts a client for a model that the caller has. */
  public static InstructorBuilder builder(ChatModel model) {
    return new InstructorBuilder(model);
  }

  /** Returns a builder with all of this client's settings. */
  public InstructorBuilder toBuilder() {
    return settings.copy();
  }

  /**
   * Starts a prompt with a user message. Everything beyond {@link #create(Class, String)} hangs off
   * it.
   */
  public Prompt prompt(String text) {
    return prompt().user(text);
  }

  /**
   * Starts a prompt with a user message that has more than text: {@code prompt("What is this?",
   * Image.ofPath(path))}.
   *
   * @param text the text
   * @param parts images, recordings and documents
   */
  public Prompt prompt(String text, Part... parts) {
    return prompt().user(text, parts);
  }

  /** Starts a prompt without messages. */
  public Prompt prompt() {
    return Prompt.start(engine, settings.executor(), settings.callSettings());
  }

  /**
   * Returns a value of a type from a text.
   *
   * @param type the wanted type
   * @param text what the model reads
   * @throws dev.instructor.error.ConfigurationException if the type cannot be asked for
   * @throws dev.instructor.error.ProviderException if the provider failed
   * @throws dev.instructor.call.AnswerException if no answer was a valid value
   */
  public <T> T create(Class<T> type, String text) {
    return prompt(text).create(type);
  }

  /** Returns a value of a generic type from a text; otherwise as {@link #create(Class, String)}. */
  public <T> T create(TypeRef<T> type, String text) {
    return prompt(text).create(type);
  }

  /** Returns a value of a shape from a text; otherwise as {@link #create(Class, String)}. */
  public <T> T create(Shape<T> shape, String text) {
    return prompt(text).create(shape);
  }

  /** Returns what is known of the model; of the first one if there are several. */
  public ModelProfile profile() {
    return models.get(0).profile();
  }

  /** Closes the models that this client opened. */
  @Override
  public void close() {
    for (int i = 0; i < models.size(); i++) {
      if (settings.models().get(i) instanceof ModelChoice.Named) {
        models.get(i).close();
      }
    }
  }

  /** Returns provider and model. */
  @Override
  public String toString() {
    return models.stream()
        .map(model -> model.profile().provider() + "/" + model.profile().model())
        .collect(Collectors.joining(" | ", "Instructor[", "]"));
  }
}
