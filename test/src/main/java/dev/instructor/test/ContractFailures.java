package dev.instructor.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.test.ContractTypes.User;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;

/** What fails on the vendor's side, whole and streamed. */
final class ContractFailures {
  private static final String WRONG_KEY = "not-the-key-0815";

  private final ContractSubject subject;

  ContractFailures(ContractSubject subject) {
    this.subject = subject;
  }

  List<DynamicTest> tests() {
    List<DynamicTest> tests = new ArrayList<>();
    for (boolean stream : new boolean[] {false, true}) {
      String in = stream ? "streamed: " : "whole: ";
      tests.add(
          failing(
              in + "a rate limit is worth a later try, and says when",
              stream,
              TwinReply.rateLimited(Duration.ofSeconds(7)),
              failure -> {
                assertEquals(Kind.STATUS, failure.kind());
                assertEquals(429, failure.status().orElseThrow());
                assertTrue(failure.retryable());
                assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
                assertTrue(failure.providerMessage().isPresent(), "the vendor's words are kept");
              }));
      tests.add(
          failing(
              in + "an empty account is not worth a later try",
              stream,
              TwinReply.quotaExceeded(),
              failure -> {
                assertEquals(Kind.STATUS, failure.kind());
                assertFalse(failure.retryable());
              }));
      tests.add(
          failing(
              in + "a failure of the server is worth a later try",
              stream,
              TwinReply.serverError(),
              failure -> {
                assertEquals(500, failure.status().orElseThrow());
                assertTrue(failure.retryable());
              }));
      tests.add(
          failing(
              in + "an overloaded server is worth a later try",
              stream,
              TwinReply.overloaded(),
              failure -> {
                assertTrue(failure.status().orElseThrow() >= 500);
                assertTrue(failure.retryable());
              }));
      tests.add(
          failing(
              in + "an error in a response of status 200",
              stream,
              TwinReply.error(200, "api_error", "", "Something broke."),
              failure -> {
                assertEquals(Kind.STATUS, failure.kind());
                assertEquals(Optional.of("Something broke."), failure.providerMessage());
              }));
      tests.add(
          failing(
              in + "an error that is no JSON",
              stream,
              TwinReply.raw(502, "text/html", "<html><body>Bad Gateway</body></html>"),
              failure -> {
                assertEquals(502, failure.status().orElseThrow());
                assertTrue(failure.retryable());
                assertEquals(Optional.of("<html><body>Bad Gateway</body></html>"), failure.body());
              }));
      tests.add(
          failing(
              in + "a redirect is not followed",
              stream,
              TwinReply.redirect(URI.create("http://127.0.0.1:9/")),
              failure -> assertEquals(307, failure.status().orElseThrow())));
      tests.add(
          failing(
              in + "an answer that is no JSON",
              stream,
              TwinReply.raw(200, "text/html", "<html><body>Welcome</body></html>"),
              failure -> assertEquals(Kind.PROTOCOL, failure.kind())));
      tests.add(
          failing(
              in + "an error within the stream is worth a later try",
              stream,
              TwinReply.overloadedInStream("A rather long answer, so that it has a middle."),
              failure -> {
                assertEquals(Kind.STATUS, failure.kind());
                assertTrue(failure.retryable());
              }));
      for (Stage stage : List.of(Stage.BEFORE_RESPONSE, Stage.IN_HEADERS, Stage.IN_BODY)) {
        tests.add(
            failing(
                in + "a connection that breaks, " + stage,
                stream,
                TwinReply.text("A rather long answer, so that it has a middle.").droppedAt(stage),
                failure -> {
                  assertEquals(Kind.CONNECTION, failure.kind());
                  assertTrue(failure.retryable());
                }));
      }
      tests.add(subject.loose(in + "a wrong key", (twin, model) -> wrongKey(twin, stream)));
    }
    tests.add(subject.test("what is worth a later try is repeated", ContractFailures::isRepeated));
    tests.add(
        subject.test("a cancelled call closes its connection", ContractFailures::isCancelled));
    return tests;
  }

  private DynamicTest failing(
      String name, boolean stream, TwinReply reply, Consumer<ProviderException> check) {
    return subject.test(
        name,
        (twin, model) -> {
          twin.reply(reply);
          ProviderException failure =
              assertThrows(ProviderException.class, () -> ask(model, stream));
          check.accept(failure);
          assertEquals(model.profile().provider(), failure.provider());
          assertFalse(message(failure).contains(twin.apiKey()), "no message shows the key");
        });
  }

  private static String ask(ChatModel model, boolean stream) {
    ChatRequest request = ChatRequest.of(model.profile().model(), List.of(Message.user("Hello")));
    if (!stream) {
      return model.send(request).text();
    }
    try (ChatStream events = model.stream(request)) {
      events.forEachRemaining(event -> {});
    }
    return "";
  }

  private static String message(Throwable failure) {
    return Objects.requireNonNull(failure.getMessage());
  }

  private void wrongKey(Twin<?> twin, boolean stream) {
    try (ChatModel other =
        ModelProviders.open(subject.settings(twin).withApiKey(ApiKey.of(WRONG_KEY)))) {
      ProviderException failure = assertThrows(ProviderException.class, () -> ask(other, stream));

      assertEquals(Kind.STATUS, failure.kind());
      assertFalse(failure.retryable());
      assertFalse(message(failure).contains(WRONG_KEY), "no message shows the key");
      assertFalse(other.toString().contains(WRONG_KEY), "no model shows the key");
    }
  }

  private static void isRepeated(Twin<?> twin, ChatModel model) {
    twin.reply(TwinReply.overloaded())
        .reply(TwinReply.rateLimited(Duration.ZERO))
        .answer(ContractTypes.JASON);
    try (Instructor client =
        Instructor.builder(model)
            .mode(Mode.AUTO)
            .transportRetry(RetryPolicy.defaults().withDelays(Duration.ZERO, Duration.ZERO))
            .build()) {
      assertEquals(ContractTypes.USER, client.create(User.class, "Jason is 25"));
      assertEquals(3, twin.requests().size());
    }
  }

  private static void isCancelled(Twin<?> twin, ChatModel model) throws InterruptedException {
    Gate gate = new Gate();
    twin.reply(TwinReply.answer(ContractTypes.JASON).heldAt(Stage.IN_BODY, gate));
    CompletableFuture<User> user =
        ContractSubject.client(model, Mode.AUTO).prompt("Jason is 25").createAsync(User.class);
    gate.awaitReached();
    TwinRequest request = twin.takeRequest();

    user.cancel(true);

    request.awaitDisconnect();
  }
}
