package bench;

import dev.instructor.Instructor;
import dev.instructor.chat.Mode;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import java.util.Map;

/**
 * Instructor for Java beside its peers: the client as a user writes it, on its own transport, in the mode in which
 * the others ask too. Streams are n/a until there are typed ones.
 */
public class Main implements Contestant {
  private static final String PROMPT = "Extract the object.";

  private static Instructor client(String baseUrl, int maxRetries) {
    return Instructor.builder("openai/mock")
        .baseUrl(baseUrl)
        .apiKey("x")
        .mode(Mode.JSON_SCHEMA)
        .maxRetries(maxRetries)
        .build();
  }

  @Override
  public <T> Call<T> make(String baseUrl, Class<T> type, int concurrency) {
    Instructor client = client(baseUrl, 0);
    return () -> client.create(type, PROMPT);
  }

  @Override
  public <T> Call<T> retrying(String baseUrl, Class<T> type, int maxRetries) {
    Instructor client = client(baseUrl, maxRetries);
    return () -> client.create(type, PROMPT);
  }

  @Override
  public Object schema(Class<?> type) {
    return JacksonBinder.standard().plan(Shape.of(type)).target().schema();
  }

  public static void main(String[] a) throws Exception {
    Bench.run(Map.of("instructor-java", Main::new), a);
  }
}
