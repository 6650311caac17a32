package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests that are run by {@link ProviderTwinTest} alone; some are to fail. */
@ProviderTwin
@TestMethodOrder(MethodOrderer.MethodName.class)
class TwinExamples {
  static final Set<String> ports = ConcurrentHashMap.newKeySet();

  @Test
  void answerLeftOver(OpenAiTwin twin) {
    ports.add(twin.baseUrl());
    twin.reply("Hello");
  }

  @Test
  @ProviderTwin(unusedAnswersAllowed = true)
  void answerLeftOverAllowed(OpenAiTwin twin) {
    ports.add(twin.baseUrl());
    twin.reply("Hello");
  }

  @Test
  void requestUnscripted(OpenAiTwin twin) throws Exception {
    ports.add(twin.baseUrl());
    new TwinClient(twin).post(TwinClient.REQUEST);
  }

  @Test
  void failureOfItsOwn(OpenAiTwin twin) {
    ports.add(twin.baseUrl());
    twin.reply("Hello");
    throw new IllegalStateException("its own reason");
  }

  @Test
  void bothParametersAreTheSame(OpenAiTwin one, OpenAiTwin other) {
    ports.add(one.baseUrl());
    assertThat(one).isSameAs(other);
  }

  @Test
  void scriptThrows(OpenAiTwin twin) throws Exception {
    ports.add(twin.baseUrl());
    twin.reply(
        request -> {
          assertThat(request.path()).isEmpty();
          return TwinReply.text("Hello");
        });

    assertThat(new TwinClient(twin).post(TwinClient.REQUEST).body()).contains("script_failed");
  }

  @Nested
  class Inner {
    @Test
    void nestedTest_hasATwinToo(OpenAiTwin twin) throws Exception {
      twin.reply("Hello");

      assertThat(new TwinClient(twin).post(TwinClient.REQUEST).body()).contains("Hello");
    }
  }

  @Test
  @ProviderTwin(compatible = true)
  void compatible(OpenAiTwin twin) throws Exception {
    ports.add(twin.baseUrl());
    twin.reply("Hello");
    assertThat(
            new TwinClient(twin)
                .post("{\"grammar\":\"\",\"messages\":[{\"role\":\"user\"}]}")
                .statusCode())
        .isEqualTo(200);
  }
}
