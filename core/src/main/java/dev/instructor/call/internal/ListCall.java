package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.chat.Message;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.mode.ItemReask;
import dev.instructor.read.Place;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What is the same whether the values are one list or calls: both are a list on the wire.
 *
 * @param <T> the type of an item
 */
abstract class ListCall<T> implements ItemCall<T> {
  private final Engine engine;
  private final CallSettings settings;
  private final Plan<List<T>> list;
  private final TypedCall<Json> call;

  ListCall(Engine engine, CallSettings settings, Plan<List<T>> list, TypedCall<Json> call) {
    this.engine = engine;
    this.settings = settings;
    this.list = list;
    this.call = call;
  }

  CallSettings settings() {
    return settings;
  }

  TypedCall<Json> call() {
    return call;
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

  /** Asks for one item again, with one retry less than there were: the list took the first. */
  <V extends T> Extraction<V> again(
      Plan<V> item,
      int index,
      Json bad,
      List<Problem> problems,
      List<Attempt> before,
      CallSettings asked) {
    List<Message> conversation = new ArrayList<>(call.conversation());
    conversation.addAll(ItemReask.messages(index, bad, problems));
    CallSettings left = asked.with(draft -> draft.maxRetries = settings.maxRetries() - 1);
    return new TypedCall<>(engine, item, new ValueJudge<>(item, left), conversation, left, before)
        .run();
  }
}
