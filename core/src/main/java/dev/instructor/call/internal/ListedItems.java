package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.chat.Message;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.read.Reading;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A call for a list, as one answer, whose items are judged one by one.
 *
 * @param <T> the type of an item
 */
final class ListedItems<T> extends ListCall<T> {
  private final Plan<T> item;

  ListedItems(Engine engine, Shape<T> element, List<Message> messages, CallSettings settings) {
    this(engine, settings, element, engine.plan(list(element), settings), messages);
  }

  private ListedItems(
      Engine engine,
      CallSettings settings,
      Shape<T> element,
      Plan<List<T>> list,
      List<Message> messages) {
    super(
        engine,
        settings,
        list,
        new TypedCall<>(engine, list, new ListJudge(settings), messages, settings, List.of()));
    this.item = engine.plan(element, settings);
  }

  /** The name that the caller gave is the one on the wire, and the list is what is on the wire. */
  private static <T> Shape<List<T>> list(Shape<T> element) {
    Shape<List<T>> whole = Shape.listOf(element);
    return element.givenName().map(whole::named).orElse(whole);
  }

  @Override
  public Judged<T> judge(Json arrived, SchemaDialect dialect) {
    Reading reading = item.asked(dialect).reading().refusing(settings().refusedRepairs());
    Judgement<T> judged = new ValueJudge<>(item, settings()).value(reading.readValue(arrived), "");
    return new Judged<>(
        Optional.ofNullable(judged.value()), judged.json(), judged.problems(), judged.repairs());
  }

  @Override
  public Extraction<T> reask(int index, Json bad, List<Problem> problems, List<Attempt> before) {
    return again(item, index, bad, problems, before, settings());
  }
}
