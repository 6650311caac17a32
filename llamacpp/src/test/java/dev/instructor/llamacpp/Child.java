package dev.instructor.llamacpp;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.Mode;
import dev.instructor.json.Json;
import dev.instructor.provider.ModelProviders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tests run in a JVM of its own. Nothing is closed, and there is no exit. */
final class Child {
  private Child() {}

  @SuppressWarnings("resource")
  public static void main(String[] arguments) throws Exception {
    ChatModel model = TinyModel.open();
    switch (arguments[0]) {
      case "open" -> System.out.println(ModelProviders.vendors().size() + " " + hasLibrary());
      case "answer" -> System.out.println(answer(model));
      case "fail" -> {
        answer(model);
        throw new IllegalStateException("main failed");
      }
      case "thread" -> {
        answer(model);
        new Thread(() -> System.out.println(answer(model))).start();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static String answer(ChatModel model) {
    return model
        .send(
            TinyModel.asks(
                    "x",
                    Mode.JSON_SCHEMA,
                    Json.parse(
                            "{\"type\":\"object\",\"properties\":{\"ok\":{\"const\":true}},\"required\":[\"ok\"]}")
                        .asObject()
                        .orElseThrow())
                .withOptions(ChatOptions.none().withTemperature(0)))
        .text()
        .replaceAll("\\s", "");
  }

  private static boolean hasLibrary() throws Exception {
    Path maps = Path.of("/proc/self/maps");
    List<String> lines = Files.isReadable(maps) ? Files.readAllLines(maps) : List.of();
    return lines.stream().anyMatch(line -> line.contains("jllama"));
  }
}
