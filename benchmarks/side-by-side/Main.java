package bench;

import bench.model.Doc;
import bench.model.Item;
import bench.model.Items;
import dev.instructor.Instructor;
import dev.instructor.chat.Mode;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import dev.instructor.stream.ItemStream;
import dev.instructor.stream.Partial;
import dev.instructor.stream.PartialStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Instructor for Java beside its peers: the client as a user writes it, on its own transport, in the mode in which
 * the others ask too. Of each partial value something typed is read: a partial that nobody looks into costs less.
 */
public class Main implements Contestant {
  private static final String PROMPT = "Extract the object.";
  private static final Optional<String> NEVER = Optional.of("never");

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
  public Object partial(String baseUrl, Class<?> type, Consumer<Object> sink) {
    return stream(baseUrl, type, sink);
  }

  private static <T> T stream(String baseUrl, Class<T> type, Consumer<Object> sink) {
    try (Instructor client = client(baseUrl, 0);
        PartialStream<T> stream = client.prompt(PROMPT).stream(type)) {
      for (Partial<T> partial : stream) {
        look(type, partial);
        sink.accept(partial);
      }
      return stream.value();
    }
  }

  /** Reads what a user interface would show next: the newest item's name, the text so far. */
  @SuppressWarnings("unchecked")
  private static void look(Class<?> type, Partial<?> partial) {
    if (type == Items.class) {
      List<Partial<Item>> items = ((Partial<Items>) partial).items(Items::items);
      if (!items.isEmpty() && items.get(items.size() - 1).get(Item::name).equals(NEVER)) {
        throw new AssertionError();
      }
    } else if (type == Doc.class && ((Partial<Doc>) partial).text(Doc::body).length() < 0) {
      throw new AssertionError();
    }
  }

  @Override
  public void iterable(String baseUrl, Class<?> item, Consumer<Object> sink) {
    try (Instructor client = client(baseUrl, 0);
        ItemStream<?> items = client.prompt(PROMPT).streamItems(item)) {
      items.forEach(sink);
    }
  }

  @Override
  public Object schema(Class<?> type) {
    return JacksonBinder.standard().plan(Shape.of(type)).target().schema();
  }

  public static void main(String[] a) throws Exception {
    Bench.run(Map.of("instructor-java", Main::new), a);
  }
}
