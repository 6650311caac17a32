package dev.instructor.test;

import dev.instructor.provider.ProviderSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every provider has to do, as tests that run against a stand-in of the vendor: typed answers
 * in each mode that the profile names, whole and streamed, re-asks, thinking, tools, and every kind
 * of failure. For those who write a provider; a test of one is a class such as
 *
 * <pre>{@code
 * class AcmeContractTest extends ProviderContract {
 *   AcmeContractTest() {
 *     super(OpenAiTwin.builder().compatible(), "acme/large");
 *   }
 * }
 * }</pre>
 *
 * <p>The provider is found by its name, as a client finds it, so it has to be on the class path.
 * Each test has a twin of its own, and requires besides what its name says that the twin refuses
 * none of the requests. What is special about a provider is said by overriding a method.
 */
public abstract class ProviderContract {
  private final TwinBuilder<?, ?> twin;
  private final String providerAndModel;

  /**
   * Creates the tests.
   *
   * @param twin the settings of the stand-in for the vendor
   * @param providerAndModel such as {@code anthropic/claude-sonnet-4-5}; one that can do as much as
   *     possible
   */
  protected ProviderContract(TwinBuilder<?, ?> twin, String providerAndModel) {
    this.twin = twin;
    this.providerAndModel = providerAndModel;
  }

  private ContractSubject subject() {
    return new ContractSubject(twin, providerAndModel, this::settings);
  }

  /**
   * Returns the settings with which a model is opened; unless overridden, as they are given: with
   * the twin's address and key and an empty environment.
   */
  protected ProviderSettings settings(ProviderSettings settings) {
    return settings;
  }

  /**
   * Returns how much to think, in the vendor's words; empty if its models do not think. {@code low}
   * unless overridden.
   */
  protected Optional<String> reasoningEffort() {
    return Optional.of("low");
  }

  /** Returns whether the vendor marks a refusal as one; true unless overridden. */
  protected boolean marksRefusals() {
    return true;
  }

  /** Returns the types that are asked for in every mode; one of each kind unless overridden. */
  protected List<ContractCase> types() {
    return ContractTypes.all();
  }

  /** A value, a re-ask, a cut answer and a refusal, in each mode, whole and streamed. */
  @TestFactory
  List<DynamicTest> answers() {
    return new ContractAnswers(subject()).inEachMode(marksRefusals());
  }

  /** Every type in every mode is the same value, whole and streamed. */
  @TestFactory
  List<DynamicTest> types_inEveryMode() {
    return new ContractAnswers(subject()).ofEachType(types());
  }

  /** Thinking in each mode. */
  @TestFactory
  List<DynamicTest> thinking() {
    return reasoningEffort()
        .map(effort -> new ContractThinking(subject(), effort).tests())
        .orElse(List.of());
  }

  /** Tools of the caller's own beside each kind of answer, and several values at once. */
  @TestFactory
  List<DynamicTest> tools() {
    return new ContractTools(subject(), reasoningEffort()).tests();
  }

  /** Images, recordings and documents. */
  @TestFactory
  List<DynamicTest> media() {
    return new ContractMedia(subject()).tests();
  }

  /** What fails on the vendor's side. */
  @TestFactory
  List<DynamicTest> failures() {
    return new ContractFailures(subject()).tests();
  }
}
