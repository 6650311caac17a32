package dev.instructor.test;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.RetryPolicy;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A provider that is held to the contract.
 *
 * @param twins starts the stand-in
 * @param model provider and model
 * @param change changes the settings with which a model is opened
 */
record ContractSubject(
    TwinBuilder<?, ?> twins, String model, UnaryOperator<ProviderSettings> change) {

  /** What is done with a model and the twin that it asks. */
  @FunctionalInterface
  interface Check {
    void check(Twin<?> twin, ChatModel model) throws Exception;
  }

  /** Returns a test whose requests must all be taken by the twin. */
  DynamicTest test(String name, Check check) {
    return loose(
        name,
        (twin, opened) -> {
          check.check(twin, opened);
          Assertions.assertEquals(
              0,
              twin.ledger().refused(),
              () -> "requests that the vendor refuses: " + refusal(twin));
        });
  }

  /** Returns a test whose requests the twin may refuse. */
  DynamicTest loose(String name, Check check) {
    return DynamicTest.dynamicTest(name, () -> run(check));
  }

  void run(Check check) throws Exception {
    try (Twin<?> twin = twins.start();
        ChatModel opened = open(twin)) {
      check.check(twin, opened);
      twin.failure().ifPresent(reason -> Assertions.fail("a scripted function threw", reason));
    }
  }

  ModelProfile profile() {
    try (Twin<?> twin = twins.start();
        ChatModel opened = open(twin)) {
      return opened.profile();
    }
  }

  ProviderSettings settings(Twin<?> twin) {
    return change.apply(
        ModelProviders.parse(model)
            .withBaseUrl(twin.baseUrl())
            .withApiKey(ApiKey.of(twin.apiKey()))
            .withEnvironment(variable -> Optional.empty()));
  }

  private ChatModel open(Twin<?> twin) {
    return ModelProviders.open(settings(twin));
  }

  /** Returns a client that repeats nothing. */
  static Instructor client(ChatModel model, Mode mode) {
    return Instructor.builder(model).mode(mode).transportRetry(RetryPolicy.none()).build();
  }

  private static String refusal(Twin<?> twin) {
    return twin.lastRefusal().orElse("");
  }
}
