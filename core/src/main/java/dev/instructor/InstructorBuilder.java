package dev.instructor;

import dev.instructor.call.BadItems;
import dev.instructor.call.Budget;
import dev.instructor.call.Listener;
import dev.instructor.call.StreamChecks;
import dev.instructor.call.Tool;
import dev.instructor.call.Truncation;
import dev.instructor.call.internal.CallSettings;
import dev.instructor.call.internal.Engine;
import dev.instructor.call.internal.Plans;
import dev.instructor.call.internal.Rests;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.json.Repair;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.MediaFetch;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.provider.Transport;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.validate.RuleSource;
import dev.instructor.validate.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the settings of an {@link Instructor}. Not thread-safe; can be used again after {@link
 * #build()}.
 */
public final class InstructorBuilder {
  private final List<ModelChoice> models;
  private final boolean severalAtOnce;
  private CallSettings call = CallSettings.defaults();
  private @Nullable Executor executor;
  private @Nullable JacksonBinder binder;
  private boolean beanValidation = true;
  private Duration failoverRest = Duration.ofSeconds(30);
  private LongSupplier nanoTime = System::nanoTime;

  InstructorBuilder(String providerAndModel) {
    this.models = new ArrayList<>(ModelChoice.parse(providerAndModel));
    this.severalAtOnce = models.size() > 1;
  }

  InstructorBuilder(ChatModel model) {
    this.models = new ArrayList<>(List.of(new ModelChoice.Ready(model)));
    this.severalAtOnce = false;
  }

  private InstructorBuilder(InstructorBuilder other) {
    this.models = new ArrayList<>(other.models);
    this.severalAtOnce = other.severalAtOnce;
    this.call = other.call;
    this.executor = other.executor;
    this.binder = other.binder;
    this.beanValidation = other.beanValidation;
    this.failoverRest = other.failoverRest;
    this.nanoTime = other.nanoTime;
  }

  InstructorBuilder copy() {
    return new InstructorBuilder(this);
  }

  /** Sets the key; without it the vendor's environment variable is read. */
  public InstructorBuilder apiKey(String key) {
    return provider("apiKey", p -> p.withApiKey(ApiKey.of(key)));
  }

  /** Sets where the key is asked for anew for each request, for keys that expire. */
  public InstructorBuilder apiKey(Supplier<String> key) {
    return provider("apiKey", p -> p.withApiKey(ApiKey.of(key)));
  }

  /**
   * Sets several keys, which take turns: each request takes the next one. A key that the vendor
   * limits rests until its {@code Retry-After}, and the request goes out with another one at once.
   */
  public InstructorBuilder apiKeys(List<String> keys) {
    return provider("apiKeys", p -> p.withApiKey(ApiKey.rotating(keys)));
  }

  /**
   * Sets the address, as the vendor's own SDK takes it, such as {@code http://localhost:8000/v1}.
   */
  public InstructorBuilder baseUrl(String url) {
    return provider("baseUrl", p -> p.withBaseUrl(url));
  }

  /** Adds a header to every request. The same name again replaces the value. */
  public InstructorBuilder header(String name, String value) {
    return provider("header", p -> p.withHeader(name, value));
  }

  /**
   * Sets the transport, for a proxy or TLS of one's own: {@code Transport.of(httpClient)}. It is
   * not closed by the client.
   */
  public InstructorBuilder transport(Transport transport) {
    return every("transport", p -> p.withTransport(transport));
  }

  /**
   * Sets something of the vendor's own, such as {@code api-version} or {@code deployment} of
   * azure_openai.
   */
  public InstructorBuilder providerOption(String name, String value) {
    return provider("providerOption", p -> p.withOption(name, value));
  }

  /** Sets where environment variables are looked up; the process's own unless set. */
  public InstructorBuilder environment(Function<String, Optional<String>> variables) {
    return every("environment", p -> p.withEnvironment(variables));
  }

  /**
   * Adds a model that stands in for the ones before when they fail: after repeated failures, a
   * limit with a longer wait than {@link RetryPolicy#maxRetryAfter()}, an outage, or an account
   * without credit. It is asked in its own dialect and mode, with its own key and address. {@code
   * Instructor.builder("openai/a | anthropic/b")} is short for it.
   *
   * <p>A request that the vendor refuses, a key that it does not accept, and an answer that is
   * wrong lead to no other model. {@code apiKey}, {@code baseUrl}, {@code header} and {@code
   * providerOption} of this builder are the first model's; {@code transport} and {@code
   * environment} are of all.
   *
   * @param providerAndModel such as {@code anthropic/claude-sonnet-5-5}
   * @throws ConfigurationException if the text is not of the form {@code provider/model}
   */
  public InstructorBuilder failover(String providerAndModel) {
    return failover(providerAndModel, settings -> settings);
  }

  /**
   * As {@link #failover(String)}, with settings of its own: {@code failover("anthropic/b", link ->
   * link.withApiKey(key))}.
   */
  public InstructorBuilder failover(
      String providerAndModel, UnaryOperator<ProviderSettings> settings) {
    ProviderSettings own = ModelProviders.parse(providerAndModel);
    for (ModelChoice choice : models) {
      if (choice instanceof ModelChoice.Named named) {
        own = own.withEnvironment(named.settings().environment());
        own = named.settings().transport().map(own::withTransport).orElse(own);
        break;
      }
    }
    models.add(new ModelChoice.Named(settings.apply(own)));
    return this;
  }

  /**
   * As {@link #failover(String)}, for a model that the caller has; this client does not close it.
   */
  public InstructorBuilder failover(ChatModel model) {
    models.add(new ModelChoice.Ready(model));
    return this;
  }

  /**
   * Sets how long a model that another one stood in for is not asked first by the client's further
   * calls: 30 seconds unless set, or as long as its {@code Retry-After} said if that is longer.
   * Then a call tries it again. While all of them rest, they are asked in their order. It is of no
   * meaning for a client of one model.
   *
   * @param rest zero to let every call begin with the first model
   * @throws ConfigurationException if it is negative
   */
  public InstructorBuilder failoverRest(Duration rest) {
    if (rest.isNegative()) {
      throw new ConfigurationException("failoverRest cannot be negative; zero switches it off");
    }
    failoverRest = rest;
    return this;
  }

  /** Sets the clock of {@link #failoverRest}, as {@link System#nanoTime()} tells the time. */
  InstructorBuilder nanoTime(LongSupplier clock) {
    nanoTime = clock;
    return this;
  }

  /** Changes the settings of the first model. */
  private InstructorBuilder provider(String what, UnaryOperator<ProviderSettings> change) {
    if (severalAtOnce) {
      throw new ConfigurationException(
          what
              + " belongs to one model, and there are several: begin with one, and add the others"
              + " with failover(\"provider/model\", link -> link.withApiKey(…))");
    }
    if (models.get(0) instanceof ModelChoice.Ready) {
      throw ready(what);
    }
    models.set(0, models.get(0).with(change));
    return this;
  }

  /** Changes the settings of every model that this client opens. */
  private InstructorBuilder every(String what, UnaryOperator<ProviderSettings> change) {
    if (models.stream().allMatch(ModelChoice.Ready.class::isInstance)) {
      throw ready(what);
    }
    models.replaceAll(choice -> choice.with(change));
    return this;
  }

  private static ConfigurationException ready(String what) {
    return new ConfigurationException(
        what + " belongs to the model, and this client was given a ready model: set it there");
  }

  /** Sets how answers are asked for; {@link Mode#AUTO} unless set. */
  public InstructorBuilder mode(Mode mode) {
    return call(draft -> draft.mode = mode);
  }

  /**
   * Sets how often a wrong answer is asked for again: {@code n} re-asks are at most {@code n + 1}
   * attempts. 3 unless set.
   *
   * @throws ConfigurationException if negative
   */
  public InstructorBuilder maxRetries(int reasks) {
    return call(draft -> draft.maxRetries = Limits.notNegative("maxRetries", reasks));
  }

  /**
   * Sets when and how often a failed request is repeated inside of an attempt; twice unless set.
   */
  public InstructorBuilder transportRetry(RetryPolicy policy) {
    return call(draft -> draft.transportRetry = policy);
  }

  /**
   * Sets the time for all attempts of a call together, waits included; none unless set.
   *
   * @throws ConfigurationException if not positive
   */
  public InstructorBuilder totalTimeout(Duration timeout) {
    return call(
        draft -> draft.totalTimeout = Optional.of(Limits.positive("totalTimeout", timeout)));
  }

  /** Sets what a call may cost; unlimited unless set. */
  public InstructorBuilder budget(Budget budget) {
    return call(draft -> draft.budget = budget);
  }

  /** Sets what happens when an answer is cut at the token limit; the call fails unless set. */
  public InstructorBuilder onTruncation(Truncation policy) {
    return call(draft -> draft.truncation = policy);
  }

  /** Sets what is looked for in an answer that is still growing, and what happens then. */
  public InstructorBuilder streamChecks(StreamChecks checks) {
    return call(draft -> draft.streamChecks = checks);
  }

  /**
   * Sets what happens to an item of {@code streamItems} or {@code createAll} that is wrong; asked
   * again unless set.
   */
  public InstructorBuilder onBadItem(BadItems policy) {
    return call(draft -> draft.badItems = policy);
  }

  /** Sets what the model may call before it answers; a prompt's own tools replace them. */
  public InstructorBuilder tools(Tool... tools) {
    return call(draft -> draft.tools = List.of(tools));
  }

  /**
   * Sets how often the model may call tools before it has to answer; 10 unless set.
   *
   * @throws ConfigurationException if not positive
   */
  public InstructorBuilder maxToolRounds(int rounds) {
    return call(draft -> draft.maxToolRounds = Limits.positive("maxToolRounds", rounds));
  }

  /**
   * Sets which liberties are not taken when an answer is read; every liberty is taken unless set.
   * An answer that needs one is wrong, and asked for again.
   */
  public InstructorBuilder refuseRepairs(Repair.Kind... kinds) {
    return call(draft -> draft.refusedRepairs = Set.copyOf(List.of(kinds)));
  }

  /** Sets how the model generates; a prompt's own options come on top. */
  public InstructorBuilder options(ChatOptions options) {
    return call(draft -> draft.options = options);
  }

  /**
   * Adds a rule on every value of a type that a call returns, and on each item of a list or set of
   * them. Deeper places are reached by {@link dev.instructor.validate.Rules}.
   */
  public <T> InstructorBuilder validator(Class<T> type, Validator<? super T> validator) {
    return call(draft -> draft.rules.add(CallSettings.Rule.of(type, validator)));
  }

  /** Sets the groups of Bean Validation; the default group unless set. */
  public InstructorBuilder validationGroups(Class<?>... groups) {
    return call(draft -> draft.groups = List.of(groups));
  }

  /**
   * Sets whether Jakarta constraints count, where the module instructor-validation is there; true
   * unless set.
   */
  public InstructorBuilder beanValidation(boolean on) {
    this.beanValidation = on;
    return this;
  }

  /**
   * Sets whether what is given by its address is fetched here, where the vendor takes its content
   * only; false unless set. Then {@link MediaFetch#publicAddresses()} holds: nothing but what is on
   * the public Internet is fetched. Addresses that the vendor takes are handed to it all the same.
   */
  public InstructorBuilder fetchMedia(boolean on) {
    return call(
        draft -> draft.fetch = on ? Optional.of(MediaFetch.publicAddresses()) : Optional.empty());
  }

  /** As {@link #fetchMedia(boolean)}, by rules of one's own. */
  public InstructorBuilder fetchMedia(MediaFetch policy) {
    return call(draft -> draft.fetch = Optional.of(policy));
  }

  /** Adds someone who watches. */
  public InstructorBuilder listener(Listener listener) {
    return call(draft -> draft.listeners.add(listener));
  }

  /**
   * Sets where asynchronous calls run; virtual threads where Java has them, else daemon threads,
   * unless set.
   */
  public InstructorBuilder executor(Executor executor) {
    this.executor = executor;
    return this;
  }

  /**
   * Sets the binder, for a mapper with modules or a naming strategy of one's own: {@code
   * JacksonBinder.of(mapper)}.
   */
  public InstructorBuilder binder(JacksonBinder binder) {
    this.binder = binder;
    return this;
  }

  private InstructorBuilder call(Consumer<CallSettings.Draft> change) {
    call = call.with(change);
    return this;
  }

  /**
   * Returns the client. Sends nothing.
   *
   * @throws ConfigurationException if the vendor is unknown, its module is missing, or it needs a
   *     key and none is set
   */
  public Instructor build() {
    List<ChatModel> opened = models.stream().map(ModelChoice::open).toList();
    return new Instructor(
        copy(),
        opened,
        new Engine(opened, plans(), new Rests(opened.size(), failoverRest, nanoTime)));
  }

  private Plans plans() {
    JacksonBinder base = binder == null ? JacksonBinder.standard() : binder;
    return beanValidation
        ? Plans.checking(base, ServiceLoader.load(RuleSource.class).findFirst())
        : Plans.withoutConstraints(base);
  }

  CallSettings callSettings() {
    return call;
  }

  Executor executor() {
    return executor == null ? AsyncExecutor.shared() : executor;
  }

  /** Returns the models in order, as they were given. */
  List<ModelChoice> models() {
    return List.copyOf(models);
  }
}
