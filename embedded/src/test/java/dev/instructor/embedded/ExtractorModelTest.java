package dev.instructor.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtractorModelTest {
  private static final JsonObject PERSON =
      Requests.object("'name': {'type': 'string'}, 'age': {'type': 'integer'}");
  private static final String JASON = "{\"name\":\"Jason\",\"age\":25}";

  @Test
  void send_toolsMode_callsTheTool() {
    ChatResponse response =
        Requests.MODEL.send(
            Requests.request(PERSON, Mode.TOOLS, List.of(Message.user("Jason is 25 years old"))));

    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(response.message().toolCalls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.name()).isEqualTo("Answer");
              assertThat(call.id()).isNotEmpty();
              assertThat(call.arguments()).isEqualTo(JASON);
            });
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"JSON_SCHEMA", "JSON", "PROMPTED"})
  void send_otherMode_answersAsText(Mode mode) {
    ChatResponse response =
        Requests.MODEL.send(
            Requests.request(
                PERSON,
                mode,
                List.of(Message.system("Do it well."), Message.user("Jason is 25 years old"))));

    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(response.text()).isEqualTo(JASON);
  }

  @Test
  void send_anyRequest_countsItsTokens() {
    ChatResponse response = Requests.MODEL.send(Requests.request(PERSON, "Jason is 25"));

    assertThat(response.usage().input().orElse(0)).isGreaterThan(10);
    assertThat(response.usage().output().orElse(0)).isBetween(5L, 20L);
    assertThat(response.model()).isEqualTo("extractor");
  }

  @Test
  void send_severalTurns_readsTheNewestUserText() {
    List<Message> messages =
        List.of(
            Message.user("Leo is 7 years old"),
            Message.assistant("{\"name\":\"Somebody\",\"age\":1}"),
            Message.user("Jason is 25 years old"));

    assertThat(Requests.MODEL.send(Requests.request(PERSON, Mode.JSON, messages)).text())
        .isEqualTo(JASON);
  }

  @Test
  void send_noSchema_saysThatItCannotChat() {
    ChatRequest request = ChatRequest.of("extractor", List.of(Message.user("Hello")));

    assertThatThrownBy(() -> Requests.MODEL.send(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("free text");
  }

  @Test
  void send_interruptedThread_endsAtOnceAndKeepsTheFlag() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Requests.MODEL.send(Requests.request(PERSON, "Jason is 25")))
          .asInstanceOf(type(ProviderException.class))
          .extracting(ProviderException::kind)
          .isEqualTo(ProviderException.Kind.INTERRUPTED);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void send_interruptedWhileReading_ends() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    ChatRequest request = Requests.request(PERSON, "Nothing is said here. ".repeat(5_000));
    FutureTask<ChatResponse> task =
        new FutureTask<>(
            () -> {
              begun.countDown();
              return Requests.MODEL.send(request);
            });
    Thread thread = new Thread(task);
    thread.start();
    begun.await();
    thread.interrupt();

    assertThat(failure(task))
        .asInstanceOf(type(ProviderException.class))
        .extracting(ProviderException::kind)
        .isEqualTo(ProviderException.Kind.INTERRUPTED);
  }

  private static Throwable failure(Future<?> task) throws InterruptedException, TimeoutException {
    try {
      task.get(60, TimeUnit.SECONDS);
      throw new AssertionError("it answered");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void send_noTimeLeft_ends() {
    ChatRequest request = Requests.request(PERSON, "Jason is 25").withTimeout(Duration.ZERO);

    assertThatThrownBy(() -> Requests.MODEL.send(request))
        .asInstanceOf(type(ProviderException.class))
        .extracting(ProviderException::kind)
        .isEqualTo(ProviderException.Kind.TIMEOUT);
  }

  @Test
  void send_eightThreads_answerAsOneDoes() throws Exception {
    List<String> texts =
        List.of(
            "Jason is 25 years old",
            "Ask Marta Quintela, aged 31, about it.",
            "My kids Leo (7) and Mia (4) came.",
            "Nobody said anything. ".repeat(40));
    List<Json> alone = texts.stream().map(text -> Requests.answer(PERSON, text)).toList();
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      Callable<List<Json>> all =
          () -> texts.stream().map(text -> Requests.answer(PERSON, text)).toList();
      for (Future<List<Json>> answers :
          executor.invokeAll(Collections.nCopies(8, all), 120, TimeUnit.SECONDS)) {
        assertThat(answers.get()).isEqualTo(alone);
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
