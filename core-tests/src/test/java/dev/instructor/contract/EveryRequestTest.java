package dev.instructor.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import dev.instructor.error.InstructorException;
import dev.instructor.json.Json;
import dev.instructor.provider.HttpCall;
import dev.instructor.provider.ModelProvider.VendorInfo;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.RetryPolicy;
import dev.instructor.shared.Chats;
import dev.instructor.shared.Golden;
import dev.instructor.shared.ReplayTransport;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is sent for every name that {@code fromProvider} knows, in each mode of its profile:
 * address, headers and body are those of its golden file.
 */
class EveryRequestTest {
  record User(String name, int age) {}

  private static final Path FOLDER = Path.of("src/test/resources/golden/providers");

  @TestFactory
  Stream<DynamicTest> everyName_sendsWhatItsGoldenFileSays() {
    return ModelProviders.vendors().stream()
        .filter(vendor -> !vendor.keyVariables().isEmpty() || !vendor.baseUrl().isEmpty())
        .map(vendor -> DynamicTest.dynamicTest(vendor.name(), () -> check(vendor)));
  }

  private static void check(VendorInfo vendor) {
    ProviderSettings settings =
        Chats.settings(
                vendor.name() + "/" + EveryProviderTest.model(vendor.name()),
                ReplayTransport.json("{}"))
            .withOption("project", "my-project")
            .withOption("region", "eu-central-1");
    String requests =
        ModelProviders.open(addressed(settings, vendor)).profile().modes().stream()
            .map(mode -> mode + "\n" + request(addressed(settings, vendor), mode) + "\n")
            .collect(Collectors.joining("\n"));

    Golden.check(FOLDER.resolve(vendor.name() + ".http"), requests);
  }

  private static ProviderSettings addressed(ProviderSettings settings, VendorInfo vendor) {
    return vendor.baseUrl().isEmpty()
        ? settings.withBaseUrl("https://yours.example.com")
        : settings;
  }

  private static String request(ProviderSettings settings, Mode mode) {
    ReplayTransport transport = ReplayTransport.json("{}");
    ChatModel model = ModelProviders.open(settings.withTransport(transport));
    Instructor client =
        Instructor.builder(model)
            .mode(mode)
            .maxRetries(0)
            .transportRetry(RetryPolicy.none())
            .build();

    // No answer of any vendor's: what was sent is all that matters.
    assertThat(catchThrowable(() -> client.create(User.class, "Jason is 25")))
        .isInstanceOf(InstructorException.class);

    HttpCall call = transport.calls.get(0);
    return "%s %s\n%s\n%s"
        .formatted(
            call.method(),
            call.uri(),
            new TreeMap<>(call.headers())
                .entrySet().stream()
                    .map(header -> header.getKey() + ": " + header.getValue())
                    .collect(Collectors.joining("\n"))
                    .replace(Chats.KEY, "KEY"),
            Json.parse(call.body()));
  }
}
