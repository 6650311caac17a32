package dev.instructor.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ApiKey;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.shared.ReplayTransport;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class BedrockProviderTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String ANSWER =
      "{\"output\":{\"message\":{\"content\":[{\"text\":\"hi\"}]}},\"stopReason\":\"end_turn\"}";

  private final ReplayTransport transport = ReplayTransport.json(ANSWER);
  private final Map<String, String> environment = new HashMap<>();

  private ProviderSettings settings(String name) {
    return ModelProviders.parse(name)
        .withTransport(transport)
        .withEnvironment(variable -> Optional.ofNullable(environment.get(variable)));
  }

  private HttpCall sent(ProviderSettings settings) {
    new BedrockProvider()
        .open(settings)
        .send(ChatRequest.of(settings.model(), List.of(Message.user("Hello"))));
    return transport.calls.get(transport.calls.size() - 1);
  }

  private void keys() {
    environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
    environment.put("AWS_REGION", "us-west-2");
  }

  @ParameterizedTest
  @CsvSource({
    "us-west-2,https://bedrock-runtime.us-west-2.amazonaws.com",
    "us-gov-west-1,https://bedrock-runtime.us-gov-west-1.amazonaws.com",
    "cn-north-1,https://bedrock-runtime.cn-north-1.amazonaws.com.cn"
  })
  void region_isPartOfTheAddress(String region, String address) {
    environment.put("AWS_BEARER_TOKEN_BEDROCK", "token");
    environment.put("AWS_DEFAULT_REGION", "eu-west-1");
    environment.put("AWS_REGION", region);

    assertThat(sent(settings("bedrock/" + Models.CLAUDE)).uri().toString()).startsWith(address);
    assertThat(
            sent(settings("bedrock/" + Models.CLAUDE).withOption("region", "eu-north-1"))
                .uri()
                .getHost())
        .isEqualTo("bedrock-runtime.eu-north-1.amazonaws.com");
  }

  @Test
  void baseUrl_isThatOfTheSdk_andNeedsNoRegion() {
    environment.put("AWS_BEARER_TOKEN_BEDROCK", "token");
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    environment.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://127.0.0.1:2/");
    environment.put("ANTHROPIC_BEDROCK_BASE_URL", "http://127.0.0.1:3");

    assertThat(sent(settings("bedrock/" + Models.CLAUDE)).uri())
        .hasToString(
            "http://127.0.0.1:2/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");
    assertThat(
            sent(settings("bedrock/" + Models.CLAUDE).withBaseUrl("http://127.0.0.1:4"))
                .uri()
                .getPort())
        .isEqualTo(4);
  }

  @Test
  void arn_isOnePartOfThePath_andItsModelCanBeNamed() {
    String arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc";
    ProviderSettings settings =
        settings("bedrock/" + arn).withApiKey(ApiKey.of("k")).withOption("region", "us-east-1");
    ChatModel known =
        new BedrockProvider().open(settings.withOption("base-model", "anthropic.claude-opus-4-5"));

    assertThat(sent(settings).uri().getRawPath())
        .isEqualTo(
            "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc/converse");
    assertThat(known.profile().model()).isEqualTo(arn);
    assertThat(known.profile().modes()).startsWith(Mode.JSON_SCHEMA);
    assertThat(new BedrockProvider().open(settings).profile().modes()).startsWith(Mode.TOOLS);
  }

  @Test
  void bearerKey_goesBeforeAwsCredentials() {
    keys();
    environment.put("AWS_BEARER_TOKEN_BEDROCK", "token");

    assertThat(sent(settings("bedrock/" + Models.CLAUDE)).headers())
        .containsEntry("Authorization", "Bearer token")
        .doesNotContainKey("X-Amz-Date");
    assertThat(sent(settings("bedrock/" + Models.CLAUDE).withApiKey(ApiKey.of("mine"))).headers())
        .containsEntry("Authorization", "Bearer mine");
  }

  @Test
  void awsCredentialsInTheEnvironment_signEveryRequestAnew() {
    keys();
    environment.put("AWS_SESSION_TOKEN", "session");
    ChatModel model = new BedrockProvider().open(settings("bedrock-anthropic/" + Models.CLAUDE));
    HttpCall first = sent(settings("bedrock/" + Models.CLAUDE));

    assertThat(first.headers().get("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        .contains("/us-west-2/bedrock/aws4_request");
    assertThat(first.headers())
        .containsEntry("X-Amz-Security-Token", "session")
        .containsKey("X-Amz-Date")
        .doesNotContainKey("Host");
    assertThat(first + "|" + model).doesNotContain(SECRET, "AKIDEXAMPLE", "session");
  }

  @Test
  void ownAuthorization_isNotSignedOver() {
    keys();

    assertThat(
            sent(settings("bedrock/" + Models.CLAUDE).withHeader("authorization", "Basic own"))
                .headers())
        .containsEntry("Authorization", "Basic own")
        .doesNotContainKey("X-Amz-Date");
  }

  /** The expected signatures were computed apart from this library and AWS's. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,962befa4ad556cf4bfab8fe791c05dac5a9bfa3952b42b8ba4b789f4a5f9f52e,a33970b70897772ca9634ad62971640d24eca466bc435235058fd2a5476c3712",
        "the/token=,ae33b7c2859ca112a3e5adba99ff33a842515291c42d485f386312388142e25c,38e25adbb47717f0f1a7376092b8941a33e240ee2903fb5ab010ad9ada084cfe"
      })
  void signature_isThatOfVersion4(String token, String withDigest, String withoutDigest) {
    AwsCredentials credentials =
        token == null
            ? AwsBasicCredentials.create("AKIDEXAMPLE", SECRET)
            : AwsSessionCredentials.create("AKIDEXAMPLE", SECRET, token);
    AwsSigner signer =
        new AwsSigner(
            "bedrock",
            "eu-central-1",
            StaticCredentialsProvider.create(credentials),
            Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC));
    HttpCall call =
        new HttpCall(
            "bedrock",
            "POST",
            URI.create(
                "https://bedrock-runtime.eu-central-1.amazonaws.com"
                    + ModelPath.of(Models.CLAUDE, "converse")),
            Map.of("Content-Type", "application/json", "User-Agent", "x"),
            "{\"a\":\"ü\"}",
            Optional.empty());

    Map<String, String> headers = signer.headers(call);

    assertThat(headers.get("Authorization"))
        .endsWith(
            "Signature="
                + (headers.containsKey("x-amz-content-sha256") ? withDigest : withoutDigest));
    assertThat(signer.toString()).doesNotContain(SECRET, "AKIDEXAMPLE");
  }

  @Test
  void missingRegion_isToldWithTheVariable() {
    environment.put("AWS_BEARER_TOKEN_BEDROCK", "token");

    assertThatThrownBy(() -> sent(settings("bedrock/" + Models.CLAUDE)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AWS_REGION");
  }

  /** As for a user without AWS's library: a class loader that does not have it. */
  @Test
  void missingLibrary_isToldWithTheSnippet_andABearerKeyDoesWithoutIt() throws Exception {
    keys();
    ClassLoader without = new WithoutAws(BedrockProviderTest.class.getClassLoader());
    Object provider =
        without.loadClass("dev.instructor.bedrock.BedrockProvider").getConstructor().newInstance();
    var open = provider.getClass().getMethod("open", ProviderSettings.class);

    assertThatThrownBy(() -> open.invoke(provider, settings("bedrock/" + Models.CLAUDE)))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "AWS_BEARER_TOKEN_BEDROCK",
            "<groupId>software.amazon.awssdk</groupId>",
            "<artifactId>auth</artifactId>");
    ChatModel model =
        (ChatModel)
            open.invoke(provider, settings("bedrock/" + Models.CLAUDE).withApiKey(ApiKey.of("k")));
    assertThat(model.send(Models.hello(Models.CLAUDE)).text()).isEqualTo("hi");
  }

  /** Loads this module's classes anew, and none of AWS's. */
  private static final class WithoutAws extends ClassLoader {
    private WithoutAws(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("software.amazon.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.instructor.bedrock.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void vendors_areBothWaysToTheModels() {
    assertThat(new BedrockProvider().vendors())
        .extracting(vendor -> vendor.name())
        .containsExactly("bedrock", "bedrock-anthropic");
    assertThatThrownBy(() -> new BedrockProvider().open(settings("other/x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("bedrock/MODEL");
  }

  @ParameterizedTest
  @CsvSource({
    "us.anthropic.claude-sonnet-4-5-20250929-v1:0,JSON_SCHEMA",
    "global.anthropic.claude-opus-4-6-v1,JSON_SCHEMA",
    "anthropic.claude-opus-4-7,TOOLS",
    "us.anthropic.claude-3-5-haiku-20241022-v1:0,TOOLS",
    "us.anthropic.claude-sonnet-4-20250514-v1:0,TOOLS",
    "us.amazon.nova-micro-v1:0,TOOLS",
    "amazon.titan-text-express-v1,PROMPTED",
    "meta.llama3-8b-instruct-v1:0,PROMPTED",
    "us.meta.llama3-2-90b-instruct-v1:0,TOOLS",
    "us.mistral.pixtral-large-2502-v1:0,TOOLS",
    "mistral.mistral-large-3-675b-instruct,JSON_SCHEMA",
    "deepseek.r1-v1:0,PROMPTED",
    "qwen.qwen3-32b-v1:0,JSON_SCHEMA",
    "zai.glm-4.7-flash,JSON_SCHEMA",
    "openai.gpt-oss-20b-1:0,TOOLS"
  })
  void auto_takesTheBestTheFamilyHas(String model, Mode best) {
    assertThat(Vendors.CONVERSE.profile(model).modes().get(0)).isEqualTo(best);
  }
}
