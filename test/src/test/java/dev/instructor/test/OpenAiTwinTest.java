package dev.instructor.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiTwinTest {
  private static final String TOOLS =
      """
      "tools":[{"type":"function","function":{"name":"other","parameters":{"type":"object","properties":{}}}},
      {"type":"function","function":{"name":"User","parameters":{"type":"object","properties":{}}}}]""";

  private final OpenAiTwin twin = OpenAiTwin.start();
  private final TwinClient client = new TwinClient(twin);

  @AfterEach
  void stop() {
    twin.close();
  }

  @Test
  void text_isTheContentOfTheOnlyChoice() throws Exception {
    twin.reply("Hello");

    JsonObject answer = client.json(TwinClient.REQUEST);

    assertThat(answer.at("/choices/0/message/content")).contains(Json.of("Hello"));
    assertThat(answer.at("/choices/0/finish_reason")).contains(Json.of("stop"));
    assertThat(answer.at("/usage/prompt_tokens")).contains(Json.of(3));
    assertThat(answer.at("/usage/completion_tokens")).contains(Json.of(2));
    assertThat(twin.ledger()).isEqualTo(new Ledger(1, 0, 3, 2, 1));
  }

  @Test
  void answer_toolForcedByName_callsIt() throws Exception {
    twin.answer("{\"age\":25}");

    JsonObject answer =
        client.json(
            with(
                TOOLS
                    + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"User\"}}"));

    assertThat(answer.at("/choices/0/message/tool_calls/0/function"))
        .contains(Json.parse("{\"name\":\"User\",\"arguments\":\"{\\\"age\\\":25}\"}"));
    assertThat(answer.at("/choices/0/message/content")).contains(Json.ofNull());
    assertThat(answer.at("/choices/0/finish_reason")).contains(Json.of("tool_calls"));
  }

  @Test
  void answer_someToolRequired_callsTheFirst() throws Exception {
    twin.answer("{}");

    JsonObject answer = client.json(with(TOOLS + ",\"tool_choice\":\"required\""));

    assertThat(answer.at("/choices/0/message/tool_calls/0/function/name"))
        .contains(Json.of("other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"seed\":1",
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"User\",\"schema\":{\"type\":\"object\"}}}"
      })
  void answer_noTool_isContent(String field) throws Exception {
    twin.answer("{\"age\":25}");

    assertThat(client.json(with(field)).at("/choices/0/message/content"))
        .contains(Json.of("{\"age\":25}"));
  }

  @Test
  void stream_anyCut_joinsToTheSameText() throws Exception {
    String text = "Grüße an 𝒥ason 🦊, 25 Jahre";
    for (Chunking cut : new Chunking[] {Chunking.of(1), Chunking.random(7, 5), Chunking.whole()}) {
      for (Chunking writes : new Chunking[] {Chunking.of(1), Chunking.random(3, 9)}) {
        twin.reply(TwinReply.text(text).inDeltas(cut).inWrites(writes));

        HttpResponse<String> response = client.post(with("\"stream\":true"));

        assertThat(response.headers().firstValue("content-type"))
            .contains("text/event-stream; charset=utf-8");
        assertThat(response.body()).endsWith("data: [DONE]\n\n");
        assertThat(streamed(response.body(), "/choices/0/delta/content")).isEqualTo(text);
      }
    }
  }

  @Test
  void stream_toolCall_namesItOnceAndCutsTheArguments() throws Exception {
    twin.reply(TwinReply.answer("{\"age\":25}").inDeltas(Chunking.of(3)));

    String body = client.post(with(TOOLS + ",\"stream\":true")).body();

    assertThat(streamed(body, "/choices/0/delta/tool_calls/0/function/name")).isEqualTo("other");
    assertThat(streamed(body, "/choices/0/delta/tool_calls/0/function/arguments"))
        .isEqualTo("{\"age\":25}");
    assertThat(streamed(body, "/choices/0/finish_reason")).isEqualTo("tool_calls");
    assertThat(body).doesNotContain("usage");
  }

  @Test
  void stream_includeUsage_tellsItInTheLastChunk() throws Exception {
    twin.reply("Hello");

    String body =
        client.post(with("\"stream\":true,\"stream_options\":{\"include_usage\":true}")).body();

    String[] events = body.split("\n\n");
    assertThat(events[0]).contains("\"usage\":null");
    assertThat(Json.parse(events[events.length - 2].substring(6)).at("/usage/total_tokens"))
        .contains(Json.of(5));
  }

  @Test
  void truncatedAfter_endsWithLength() throws Exception {
    twin.reply(TwinReply.answer("{\"age\":25}").truncatedAfter(4));

    JsonObject answer = client.json(TwinClient.REQUEST);

    assertThat(answer.at("/choices/0/message/content")).contains(Json.of("{\"ag"));
    assertThat(answer.at("/choices/0/finish_reason")).contains(Json.of("length"));
  }

  @Test
  void refusal_hasNoContent() throws Exception {
    twin.reply(TwinReply.refusal("I cannot help with that."));

    JsonObject answer = client.json(TwinClient.REQUEST);

    assertThat(answer.at("/choices/0/message/refusal"))
        .contains(Json.of("I cannot help with that."));
    assertThat(answer.at("/choices/0/message/content")).contains(Json.ofNull());
  }

  @Test
  void rateLimited_tellsHowLongToWait() throws Exception {
    twin.reply(TwinReply.rateLimited(Duration.ofSeconds(7)));

    HttpResponse<String> response = client.post(TwinClient.REQUEST);

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).contains("7");
    assertThat(Json.parse(response.body()).at("/error/code"))
        .contains(Json.of("rate_limit_exceeded"));
  }

  @Test
  void script_runsOut_saysHowManyRequestsCame() throws Exception {
    twin.reply("one");
    client.post(TwinClient.REQUEST);

    HttpResponse<String> response = client.post(TwinClient.REQUEST);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.parse(response.body()).at("/error/message"))
        .contains(
            Json.of("The twin's script has run out: 2 requests came, 1 answers were scripted."));
    assertThat(twin.unscripted()).isEqualTo(1);
  }

  @Test
  void requests_areRecordedWithoutTheKey() throws Exception {
    twin.reply("one");

    client.post(TwinClient.REQUEST);

    TwinRequest request = twin.takeRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.body()).isEqualTo(Json.parse(TwinClient.REQUEST));
    assertThat(request.header("authorization")).contains("Bearer ***");
    assertThat(request.headers().toString()).doesNotContain(twin.apiKey());
    assertThat(request.toString()).doesNotContain("Jason").doesNotContain(twin.apiKey());
    assertThat(twin.requests()).containsExactly(request);
  }

  @Test
  void key_wrong_isRefusedWithoutTakingAnAnswer() throws Exception {
    twin.reply("one");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(twin.baseUrl() + "/chat/completions"))
            .header("Authorization", "Bearer sk-wrong")
            .POST(HttpRequest.BodyPublishers.ofString(TwinClient.REQUEST))
            .build();

    HttpResponse<String> response =
        client.http().send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Json.parse(response.body()).at("/error/code")).contains(Json.of("invalid_api_key"));
    assertThat(twin.remaining()).isEqualTo(1);
    assertThat(twin.ledger().refused()).isEqualTo(1);
  }

  @Test
  void path_unknown_isNotFound() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(twin.baseUrl() + "/v1/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(TwinClient.REQUEST))
            .build();

    assertThat(client.http().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BEFORE_RESPONSE", "IN_HEADERS", "IN_BODY"})
  void droppedAt_clientGetsNoResponse(String stage) {
    twin.reply(TwinReply.text("Hello").droppedAt(Stage.valueOf(stage)));

    assertThatThrownBy(() -> client.post(TwinClient.REQUEST)).isInstanceOf(IOException.class);
    assertThat(twin.requests()).hasSize(1);
    assertThat(twin.requests().get(0).isDisconnected()).isFalse();
  }

  @Test
  void droppedAt_inBodyOfAStream_clientGetsNoResponse() {
    twin.reply(TwinReply.text("Hello").droppedAt(Stage.IN_BODY));

    assertThatThrownBy(() -> client.post(with("\"stream\":true"))).isInstanceOf(IOException.class);
  }

  @Test
  void droppedAt_afterBody_answersAndEndsTheConnection() throws Exception {
    twin.reply(TwinReply.text("one").droppedAt(Stage.AFTER_BODY));
    try (Socket socket = send(TwinClient.REQUEST)) {
      String received = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(received).startsWith("HTTP/1.1 200 ").contains("one").endsWith("}");
    }
  }

  @Test
  void heldAt_waitsForTheGate() throws Exception {
    Gate gate = new Gate();
    twin.reply(TwinReply.text("Hello").heldAt(Stage.IN_BODY, gate));

    CompletableFuture<HttpResponse<String>> response = client.postAsync(TwinClient.REQUEST);
    gate.awaitReached();
    assertThat(response).isNotDone();
    gate.open();

    assertThat(response.get().body()).contains("Hello");
  }

  @Test
  void trickling_letsOnePieceThroughForEachRelease() throws Exception {
    Gate gate = new Gate();
    twin.reply(TwinReply.text("Hello").inDeltas(Chunking.whole()).trickling(gate));

    HttpResponse<InputStream> response =
        client
            .http()
            .send(
                client.request(with("\"stream\":true")), HttpResponse.BodyHandlers.ofInputStream());
    gate.release();
    byte[] first = new byte[6];
    assertThat(response.body().readNBytes(first, 0, 6)).isEqualTo(6);
    gate.open();

    assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void disconnect_isSeenWhileTheResponseIsHeld() throws Exception {
    Gate gate = new Gate();
    twin.reply(TwinReply.text("Hello").heldAt(Stage.IN_BODY, gate));
    try (Socket socket = send(TwinClient.REQUEST)) {
      assertThat(socket.isConnected()).isTrue();
      gate.awaitReached();
    }
    long closed = System.nanoTime();

    assertThat(twin.takeRequest().awaitDisconnect() - closed)
        .isLessThan(Duration.ofSeconds(30).toNanos());
  }

  @Test
  void invalidUtf8_standsInTheText() throws Exception {
    twin.reply(TwinReply.text("Hello").withInvalidUtf8());

    assertThat(client.post(TwinClient.REQUEST).body()).contains("\uFFFD(\uFFFDHello");
  }

  @Test
  void contentType_canBeWrong() throws Exception {
    twin.reply(TwinReply.text("Hello").withContentType("text/html"));

    assertThat(client.post(TwinClient.REQUEST).headers().allValues("content-type"))
        .containsExactly("text/html");
  }

  @Test
  void paddedTo_isLargerAndStillReadable() throws Exception {
    twin.reply(TwinReply.text("Hello").paddedTo(1_000_000))
        .reply(TwinReply.text("Hello").paddedTo(1_000_000));

    String whole = client.post(TwinClient.REQUEST).body();
    String stream = client.post(with("\"stream\":true")).body();

    assertThat(whole).hasSizeGreaterThan(1_000_000);
    assertThat(Json.parse(whole).at("/choices/0/message/content")).contains(Json.of("Hello"));
    assertThat(stream).hasSizeGreaterThan(1_000_000);
    assertThat(streamed(stream, "/choices/0/delta/content")).isEqualTo("Hello");
  }

  @Test
  void tls_isSpokenWithACertificateForLoopback() throws Exception {
    try (OpenAiTwin secure = OpenAiTwin.builder().tls().start()) {
      secure.reply("Hello");
      HttpClient https = HttpClient.newBuilder().sslContext(secure.sslContext()).build();

      HttpResponse<String> response =
          https.send(
              new TwinClient(secure).request(TwinClient.REQUEST),
              HttpResponse.BodyHandlers.ofString());

      assertThat(secure.baseUrl()).startsWith("https://");
      assertThat(response.body()).contains("Hello");
    }
  }

  @Test
  void connectionClose_isHonoured() throws Exception {
    twin.reply("Hello");
    try (Socket socket = send(TwinClient.REQUEST, "Connection: close\r\n")) {
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("Hello");
    }
  }

  @Test
  void chunkedRequest_isRead() throws Exception {
    twin.reply("Hello");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(twin.baseUrl() + "/chat/completions"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + twin.apiKey())
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () ->
                        new ByteArrayInputStream(
                            TwinClient.REQUEST.getBytes(StandardCharsets.UTF_8))))
            .build();

    assertThat(client.http().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    assertThat(twin.takeRequest().header("transfer-encoding")).contains("chunked");
  }

  @Test
  void manyAtOnce_areAllAnswered() throws Exception {
    int calls = 300;
    Gate gate = new Gate();
    try (OpenAiTwin busy =
        OpenAiTwin.builder()
            .otherwise(TwinReply.text("Hello").heldAt(Stage.BEFORE_RESPONSE, gate))
            .start()) {
      TwinClient callers = new TwinClient(busy);
      List<CompletableFuture<HttpResponse<String>>> answers =
          Stream.generate(() -> callers.postAsync(TwinClient.REQUEST)).limit(calls).toList();
      for (int i = 0; i < calls; i++) {
        busy.takeRequest();
      }
      gate.open();

      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.get().statusCode()).isEqualTo(200));
      assertThat(busy.ledger().requests()).isEqualTo(calls);
    }
  }

  @Test
  void severalChoices_areAllThere() throws Exception {
    twin.reply("Hello").reply("Hello");

    assertThat(client.json(with("\"n\":2")).at("/choices/1/message/content"))
        .contains(Json.of("Hello"));
    assertThat(client.post(with("\"n\":2,\"stream\":true")).body()).contains("\"index\":1");
  }

  @Test
  void redirect_tellsTheOtherAddress() throws Exception {
    twin.reply(TwinReply.redirect(URI.create("http://127.0.0.1:9/")));

    HttpResponse<String> response = client.post(TwinClient.REQUEST);

    assertThat(response.statusCode()).isEqualTo(307);
    assertThat(response.headers().firstValue("location")).contains("http://127.0.0.1:9/");
  }

  /** Sends a request on a connection of its own. */
  private Socket send(String body) throws IOException {
    return send(body, "");
  }

  private Socket send(String body, String headers) throws IOException {
    Socket socket = new Socket("127.0.0.1", URI.create(twin.baseUrl()).getPort());
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: twin\r\nAuthorization: Bearer %s\r\nContent-Length: %s\r\n%s\r\n"
            .formatted(twin.apiKey(), body.length(), headers);
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static String with(String fields) {
    return TwinClient.REQUEST.substring(0, TwinClient.REQUEST.length() - 1) + "," + fields + "}";
  }

  /** Returns the texts at a place of all events, one after the other. */
  private static String streamed(String body, String pointer) {
    return body.lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> Json.parse(line.substring(6)).at(pointer).flatMap(Json::asText))
        .flatMap(Optional::stream)
        .collect(Collectors.joining());
  }
}
