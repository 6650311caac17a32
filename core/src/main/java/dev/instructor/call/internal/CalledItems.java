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
import dev.instructor.read.Reading;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A call for several values, each of which is a tool call of its own, as they come. In mode {@code
 * TOOLS} an item is what {@link CallsStrategy#item} makes of a call, so that the tool is known; in
 * the others the values are a list.
 *
 * @param <T> the type of a value
 */
final class CalledItems<T> extends ListCall<T> {
  private final Variants<T> variants;

  CalledItems(Engine engine, Shape<T> shape, List<Message> messages, CallSettings settings) {
    this(
        engine,
        settings,
        Variants.of(engine, shape, settings),
        engine.plan(Shape.listOf(shape), settings),
        messages);
  }

  private CalledItems(
      Engine engine,
      CallSettings settings,
      Variants<T> variants,
      Plan<List<T>> list,
      List<Message> messages) {
    super(
        engine,
        settings,
        list,
        variants.call(engine, list, judge(new ListJudge(settings)), messages, settings));
    this.variants = variants;
  }

  private static Judge<Json> judge(ListJudge listed) {
    return (response, asking, options) -> answer(response, asking, options, listed);
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
  public Judged<T> judge(Json arrived, SchemaDialect dialect) {
    return judged(plan(arrived), said(arrived), dialect);
  }

  private <V extends T> Judged<T> judged(Plan<V> plan, Json said, SchemaDialect dialect) {
    Reading reading = plan.asked(dialect).reading().refusing(settings().refusedRepairs());
    Reading.Result read =
        said instanceof JsonString text ? reading.read(text.value()) : reading.readValue(said);
    Judgement<V> judged = new ValueJudge<>(plan, settings()).value(read, "");
    return new Judged<>(
        Optional.<T>ofNullable(judged.value()),
        Optional.of(judged.json().orElse(said)),
        judged.problems(),
        judged.repairs());
  }

  private boolean isCall() {
    return call().asking().mode() == Mode.TOOLS;
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
    // In the mode of the list's last request: what came says so.
    CallSettings same = settings().with(draft -> draft.mode = call().asking().mode());
    return again(plan(bad), index, said(bad), problems, before, same);
  }
}
