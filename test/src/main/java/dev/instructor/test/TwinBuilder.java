package dev.instructor.test;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Settings of a twin to start. Not thread-safe; a started twin keeps its settings, whatever is
 * changed here afterwards.
 *
 * @param <T> the twin
 * @param <B> the settings themselves
 */
public abstract class TwinBuilder<T extends Twin<T>, B extends TwinBuilder<T, B>> {
  private final Class<T> type;
  private final String model;
  private String apiKey;
  private boolean tls;
  private Set<String> models = Set.of();
  private Optional<Function<TwinRequest, TwinReply>> otherwise = Optional.empty();

  /**
   * Creates settings.
   *
   * @param model provider and model of a client, unless it names another
   */
  TwinBuilder(Class<T> type, String model, String apiKey) {
    this.type = type;
    this.model = model;
    this.apiKey = apiKey;
  }

  /** Sets the key that is accepted; a made-up one unless set. */
  public B apiKey(String value) {
    this.apiKey = value;
    return self();
  }

  /** Sets the models there are; unless set, every name is one. */
  public B models(String... value) {
    this.models = Set.of(value);
    return self();
  }

  /** Makes the twin speak TLS, with a certificate made for it; see {@link Twin#sslContext()}. */
  public B tls() {
    this.tls = true;
    return self();
  }

  /** Sets the answer of every request beyond the script. */
  public B otherwise(TwinReply reply) {
    return otherwise(request -> reply);
  }

  /** Sets how every request beyond the script is answered. */
  public B otherwise(Function<TwinRequest, TwinReply> reply) {
    this.otherwise = Optional.of(reply);
    return self();
  }

  /** Starts a twin on a free port of loopback. */
  public abstract T start();

  Class<T> type() {
    return type;
  }

  String model() {
    return model;
  }

  TwinSettings settings() {
    return new TwinSettings(model, apiKey, tls, models, otherwise);
  }

  @SuppressWarnings("unchecked") // B is this class
  B self() {
    return (B) this;
  }
}
