package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.chat.Message;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.mode.ItemReask;
import dev.instructor.read.Place;
import dev.instructor.read.Reading;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A call for a list, as one answer, whose items are judged one by one.
 *
 * @param <T> the type of an item
 */
final class ListedItems<T> implements ItemCall<T> {
  private final Engine engine;
  private final CallSettings settings;
  private final Plan<T> item;
  private final Plan<List<T>> list;
  private final ValueJudge<T> judge;
  private final TypedCall<Json> call;

  ListedItems(Engine engine, Shape<T> element, List<Message> messages, CallSettings settings) {
    this.engine = engine;
    this.settings = settings;
    this.item = engine.plan(element, settings);
    // The name that the caller gave is the one on the wire, and the list is what is on the wire.
    Shape<List<T>> whole = Shape.listOf(element);
    this.list = engine.plan(element.givenName().map(whole::named).orElse(whole), settings);
    this.judge = new ValueJudge<>(item, settings);
    this.call =
        new TypedCall<>(engine, list, new ListJudge(settings), messages, settings, List.of());
  }

  @Override
  public StreamedCall<Json> list(BooleanSupplier mayAskAgain) {
    call.mayAskAgain(mayAskAgain);
    return new StreamedCall<>(call);
  }

  @Override
  public Place place(SchemaDialect dialect) {
    return list.place(dialect, settings.refusedRepairs());
  }

  @Override
  public JsonSchema schema() {
    return list.target().schema();
  }

  @Override
  public Judged<T> judge(Json arrived, SchemaDialect dialect) {
    Reading reading = item.asked(dialect).reading().refusing(settings.refusedRepairs());
    Judgement<T> judged = judge.value(reading.readValue(arrived), "");
    return new Judged<>(
        Optional.ofNullable(judged.value()), judged.json(), judged.problems(), judged.repairs());
  }

  @Override
  public Extraction<T> reask(int index, Json bad, List<Problem> problems, List<Attempt> before) {
    List<Message> again = new ArrayList<>(call.conversation());
    again.addAll(ItemReask.messages(index, bad, problems));
    CallSettings left = settings.with(draft -> draft.maxRetries = settings.maxRetries() - 1);
    return new TypedCall<>(engine, item, judge, again, left, before).run();
  }
}
