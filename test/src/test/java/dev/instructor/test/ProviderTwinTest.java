package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@ProviderTwin
class ProviderTwinTest {
  @Test
  void parameter_isAStartedTwin(OpenAiTwin twin) throws Exception {
    twin.reply("Hello");

    assertThat(new TwinClient(twin).post(TwinClient.REQUEST).body()).contains("Hello");
  }

  @Test
  void examples_endAsTheySay() {
    Events tests = run(TwinExamples.class);

    tests.assertStatistics(statistics -> statistics.started(8).succeeded(4).failed(4));
    tests
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test("answerLeftOver"),
                finishedWithFailure(
                    instanceOf(AssertionError.class),
                    message(
                        text ->
                            text.startsWith(
                                "Answers were scripted that nobody asked for: 1 left after 0 requests")))))
        .haveExactly(
            1,
            event(
                test("requestUnscripted"),
                finishedWithFailure(
                    message("Requests came for which the twin had no answer: 1 of 1"))))
        .haveExactly(
            1,
            event(
                test("scriptThrows"),
                finishedWithFailure(
                    message("A function that was to make the twin's answer threw"))))
        .haveExactly(
            1, event(test("failureOfItsOwn"), finishedWithFailure(message("its own reason"))));
    assertThat(TwinExamples.ports).hasSize(7);
  }

  @Test
  void extensionInAField_startsTheTwinThatWasBuilt() {
    run(TwinFieldExample.class).assertStatistics(statistics -> statistics.started(1).succeeded(1));
  }

  @Test
  void eachVendor_noneOnTheClassPath_saysWhatToAdd() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(EachTwinExample.class, "each", Twin.class.getName()))
        .execute()
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message(
                        text ->
                            text.startsWith(
                                "No provider of which there is a twin is on the class path: add"
                                    + " instructor-openai")))));
  }

  @Test
  void model_ofAProviderWithoutATwin_isRefused() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(EachTwinExample.class, "unknown", Twin.class.getName()))
        .execute()
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                finishedWithFailure(
                    message(
                        text ->
                            text.startsWith("There is no twin of the provider of 'acme/large'")))));
  }

  private static Events run(Class<?> type) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(type))
        .execute()
        .testEvents();
  }
}
