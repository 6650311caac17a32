package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.chat.ChatOptions;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.FinishReason;
import dev.instructor.chat.Message;
import dev.instructor.chat.Mode;
import dev.instructor.chat.Part;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonString;
import dev.instructor.mode.CallsStrategy;
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
 * A call for several values, each of which is a tool call of its own, as they come. In mode {@code
 * TOOLS} an item is what {@link CallsStrategy#item} makes of a call, so that the tool is known; in
 * the others the values are a list.
 *
 * @param <T> the type of a value
 */
final class CalledItems<T> implements ItemCall<T> {
  private final Engine engine;
  private final CallSettings settings;
  private final Variants<T> variants;
  private final Plan<List<T>> list;
  private final TypedCall<Json> call;

  CalledItems(Engine engine, Shape<T> shape, List<Message> messages, CallSettings settings) {
    this.engine = engine;
    this.settings = settings;
    this.variants = Variants.of(engine, shape, settings);
    this.list = engine.plan(Shape.listOf(shape), settings);
    ListJudge listed = new ListJudge(settings);
    this.call =
        variants.call(
            engine,
            list,
            (response, asking, options) -> answer(response, asking, options, listed),
            messages,
            settings);
  }

  /** Decides whether an answer is calls, or a list, whatever they are: each is judged alone. */
  private static Judgement<Json> answer(
      ChatResponse response, Asking asking, ChatOptions options, ListJudge listed) {
    List<Part.ToolCall> calls = response.message().toolCalls();
    boolean called = asking.mode() == Mode.TOOLS && !calls.isEmpty();
    if (!called
        || Judgement.isRefusal(response)
        || response.finishReason() == FinishReason.LENGTH) {
      Judgement<Json> read = listed.judge(response, asking, options);
      return asking.mode() == Mode.TOOLS ? asCalls(read) : read;
    }
    Json all =
        Json.array(
            calls.stream()
                .map(
                    each ->
                        CallsStrategy.item(
                            Json.of(each.name()), CallsJudge.arrived(each.arguments())))
                .toList());
    return Judgement.valid(all, all, List.of(), "");
  }

  /** Some models answer with a list where they were to call tools. */
  private static Judgement<Json> asCalls(Judgement<Json> read) {
    if (read.verdict() == Judgement.Verdict.WRONG) {
      return Judgement.wrong(read.json(), List.of(CallsJudge.NO_CALL), read.payload());
    }
    if (!(read.value() instanceof JsonArray items)) {
      return read;
    }
    Json all =
        Json.array(
            items.items().stream().map(item -> CallsStrategy.item(Json.ofNull(), item)).toList());
    return Judgement.valid(all, all, read.repairs(), read.payload());
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
    return judged(plan(arrived), said(arrived), dialect);
  }

  private <V extends T> Judged<T> judged(Plan<V> plan, Json said, SchemaDialect dialect) {
    Reading reading = plan.asked(dialect).reading().refusing(settings.refusedRepairs());
    Reading.Result read =
        said instanceof JsonString text ? reading.read(text.value()) : reading.readValue(said);
    Judgement<V> judged = new ValueJudge<>(plan, settings).value(read, "");
    return new Judged<>(
        Optional.<T>ofNullable(judged.value()),
        Optional.of(judged.json().orElse(said)),
        judged.problems(),
        judged.repairs());
  }

  private boolean isCall() {
    return call.asking().mode() == Mode.TOOLS;
  }

  private Plan<? extends T> plan(Json arrived) {
    return isCall()
        ? variants.called(arrived.at("/0").flatMap(Json::asText).orElse(""))
        : variants.union();
  }

  @Override
  public Json said(Json arrived) {
    return isCall() ? arrived.at("/1").orElse(arrived) : arrived;
  }

  @Override
  public Extraction<? extends T> reask(
      int index, Json bad, List<Problem> problems, List<Attempt> before) {
    return reask(plan(bad), index, said(bad), problems, before);
  }

  private <V extends T> Extraction<V> reask(
      Plan<V> plan, int index, Json said, List<Problem> problems, List<Attempt> before) {
    List<Message> again = new ArrayList<>(call.conversation());
    again.addAll(ItemReask.messages(index, said, problems));
    CallSettings left =
        settings.with(
            draft -> {
              draft.maxRetries = settings.maxRetries() - 1;
              draft.mode = call.asking().mode();
            });
    return new TypedCall<>(engine, plan, new ValueJudge<>(plan, left), again, left, before).run();
  }
}
