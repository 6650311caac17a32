package dev.instructor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.HttpReply;
import dev.instructor.provider.HttpStream;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Several keys that take turns, by a clock that the test holds. */
class RotatingKeysTest {
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> used = new ArrayList<>();
  private final Deque<HttpReply> replies = new ArrayDeque<>();

  private final Transport transport =
      new Transport() {
        @Override
        public HttpReply exchange(HttpCall call) {
          used.add(call.headers().get("Authorization").replace("Bearer ", ""));
          return replies.isEmpty() ? reply(200, ANSWER) : replies.remove();
        }

        @Override
        public HttpStream open(HttpCall call) {
          throw new AssertionError("nothing is streamed here");
        }
      };

  private static HttpReply reply(int status, String body, String... header) {
    Map<String, List<String>> headers =
        header.length == 0 ? Map.of() : Map.of(header[0], List.of(header[1]));
    return new HttpReply(status, HttpHeaders.of(headers, (name, value) -> true), body);
  }

  private static HttpReply limited(String seconds) {
    return reply(429, "{\"error\":{\"message\":\"slow down\"}}", "retry-after", seconds);
  }

  private ChatModel model(String... keys) {
    return ModelProviders.open(
        ProviderSettings.of("openai", "m")
            .withTransport(transport)
            .withApiKey(ApiKey.rotating(List.of(keys), now::get)));
  }

  private static void send(ChatModel model) {
    model.send(ChatRequest.of("m", List.of(Message.user("Hi"))));
  }

  private static ProviderException failure(ChatModel model) {
    return catchThrowableOfType(ProviderException.class, () -> send(model));
  }

  private void pass(long seconds) {
    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void send_severalKeys_takeTurns() {
    ChatModel model = model("a", "b", "c");
    for (int i = 0; i < 5; i++) {
      send(model);
    }

    assertThat(used).containsExactly("a", "b", "c", "a", "b");
  }

  @Test
  void send_limitedKey_isPassedOverAtOnceAndRestsUntilItsTime() {
    ChatModel model = model("a", "b");
    replies.add(limited("20"));

    send(model);
    send(model);
    pass(19);
    send(model);
    pass(2);
    send(model);
    send(model);

    assertThat(used.subList(0, 4)).containsExactly("a", "b", "b", "b");
    assertThat(used.subList(4, 6)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void send_limitWithoutATime_restsAMinute() {
    ChatModel model = model("a", "b");
    replies.add(reply(429, "{}"));

    send(model);
    pass(59);
    send(model);
    pass(2);
    send(model);
    send(model);

    assertThat(used).hasSize(5).startsWith("a", "b", "b").endsWith("b").contains("a");
  }

  @Test
  void send_everyKeyLimited_failsWithTheTimeUntilOneIsFreeAndSendsNothingMeanwhile() {
    ChatModel model = model("a", "b");
    replies.add(limited("30"));
    replies.add(limited("10"));

    ProviderException first = failure(model);
    pass(4);
    ProviderException second = failure(model);

    assertThat(used).containsExactly("a", "b");
    assertThat(first.status()).hasValue(429);
    assertThat(first.retryable()).isTrue();
    assertThat(first.retryAfter()).contains(Duration.ofSeconds(10));
    assertThat(second.retryAfter()).contains(Duration.ofSeconds(6));
    pass(7);
    send(model);
    assertThat(used).containsExactly("a", "b", "b");
  }

  @Test
  void send_keyWithoutCredit_restsAnHour() {
    ChatModel model = model("a", "b");
    replies.add(reply(429, "{\"error\":{\"code\":\"insufficient_quota\"}}"));

    send(model);
    pass(3_599);
    send(model);

    assertThat(used).containsExactly("a", "b", "b");
  }

  @Test
  void send_limitThatEndsAtOnce_asksEachKeyOnce() {
    ChatModel model = model("a", "b");
    for (int i = 0; i < 9; i++) {
      replies.add(limited("0"));
    }

    assertThat(failure(model).status()).hasValue(429);
    assertThat(used).containsExactly("a", "b");
  }

  @Test
  void send_keyThatIsNotAccepted_isNotHiddenByAnother() {
    ChatModel model = model("a", "b");
    replies.add(reply(401, "{\"error\":{\"message\":\"bad key\"}}"));

    assertThat(failure(model).status()).hasValue(401);
    assertThat(used).containsExactly("a");
  }

  @Test
  void send_oneKey_isSentOnceWhateverItMeets() {
    ChatModel model =
        ModelProviders.open(
            ProviderSettings.of("openai", "m")
                .withTransport(transport)
                .withApiKey(ApiKey.of("only")));
    replies.add(limited("20"));

    assertThat(failure(model).retryAfter()).contains(Duration.ofSeconds(20));
    send(model);
    assertThat(used).containsExactly("only", "only");
  }

  @Test
  void builder_severalKeys_areTakenInTurn() {
    Instructor client =
        Instructor.builder("openai/m").transport(transport).apiKeys(List.of("a", "b")).build();

    client.prompt("Hi").text();
    client.prompt("Hi").text();

    assertThat(used).containsExactly("a", "b");
  }

  @Test
  void rotating_noKeyOrABlankOne_isRefused() {
    assertThatThrownBy(() -> ApiKey.rotating(List.of())).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> ApiKey.rotating(List.of("a", " ")))
        .isInstanceOf(ConfigurationException.class);
    assertThat(ApiKey.rotating(List.of("secret"))).asString().doesNotContain("secret");
  }
}
