package dev.instructor;

import dev.instructor.chat.ChatModel;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A model of a client: one that is there, or what it is opened from. */
sealed interface ModelChoice {

  /** One that the caller has. */
  record Ready(ChatModel model) implements ModelChoice {}

  /** One that is opened by the client. */
  record Named(ProviderSettings settings) implements ModelChoice {}

  /**
   * Reads models that stand in for each other, such as {@code openai/a | anthropic/b}.
   *
   * @throws ConfigurationException if one of them is not of the form {@code provider/model}
   */
  static List<ModelChoice> parse(String models) {
    List<ModelChoice> choices = new ArrayList<>();
    for (String model : models.split("\\|", -1)) {
      choices.add(new Named(ModelProviders.parse(model.strip())));
    }
    return choices;
  }

  /** Returns the model, opened if need be. */
  default ChatModel open() {
    if (this instanceof Ready ready) {
      return ready.model();
    }
    return ModelProviders.open(((Named) this).settings());
  }

  /** Returns this one with other settings; one that is there stays as it is. */
  default ModelChoice with(UnaryOperator<ProviderSettings> change) {
    return this instanceof Named named ? new Named(change.apply(named.settings())) : this;
  }
}
