package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.BadItemException;
import dev.instructor.call.Extraction;
import dev.instructor.call.ExtractionException;
import dev.instructor.chat.Message;
import dev.instructor.json.Json;
import dev.instructor.mode.ItemReask;
import dev.instructor.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call for several values at once: each is a tool call of its own, and each variant of their type
 * a tool. In modes without tools they are a list. For one thread.
 *
 * @param <T> the type of a value
 */
final class ParallelCall<T> {
  private final Engine engine;
  private final CallSettings settings;
  private final TypedCall<List<CallsJudge.Item<T>>> call;

  ParallelCall(Engine engine, Shape<T> shape, List<Message> messages, CallSettings settings) {
    this.engine = engine;
    this.settings = settings;
    Variants<T> variants = Variants.of(engine, shape, settings);
    Plan<List<T>> list = engine.plan(Shape.listOf(shape), settings);
    this.call =
        variants.call(engine, list, new CallsJudge<>(variants, settings), messages, settings);
  }

  Extraction<List<T>> run() {
    try {
      Extraction<List<T>> all = new Values(call.extract()).all();
      call.tell(listener -> listener.onSuccess(all));
      return all;
    } catch (RuntimeException failure) {
      throw call.failed(failure);
    }
  }

  /** The values of one answer, those that are wrong asked for again. */
  private final class Values {
    private final Extraction<List<CallsJudge.Item<T>>> first;
    private final Map<Integer, T> right = new TreeMap<>();
    private final Map<Integer, Json> json = new TreeMap<>();
    private final Map<Integer, CallsJudge.Item<T>> wrong = new TreeMap<>();
    private List<Attempt> attempts;

    private Values(Extraction<List<CallsJudge.Item<T>>> first) {
      this.first = first;
      this.attempts = first.attempts();
    }

    private Extraction<List<T>> all() {
      List<CallsJudge.Item<T>> items = first.value();
      for (int i = 0; i < items.size(); i++) {
        T value = items.get(i).judged().value();
        if (value == null) {
          wrong.put(i, items.get(i));
        } else {
          right.put(i, value);
          json.put(i, items.get(i).json());
        }
      }
      wrong.forEach(this::mend);
      return new Extraction<>(
          List.copyOf(right.values()),
          Json.array(List.copyOf(json.values())),
          attempts,
          first.mode(),
          first.dialect(),
          first.lost(),
          first.repairs(),
          first.steppedDownFrom(),
          first.raisedTokenLimit());
    }

    private void mend(int index, CallsJudge.Item<T> item) {
      switch (settings.badItems()) {
        case SKIP -> {}
        case FAIL -> throw bad(index, item);
        case REASK -> {
          if (settings.maxRetries() == 0) {
            throw bad(index, item);
          }
          Extraction<? extends T> mended = reask(item.plan(), index, item);
          right.put(index, mended.value());
          json.put(index, mended.json());
          attempts = mended.attempts();
        }
        default -> throw new AssertionError(settings.badItems());
      }
    }

    private BadItemException bad(int index, CallsJudge.Item<T> item) {
      return new BadItemException(
          index,
          item.judged().problems(),
          Optional.of(item.json()),
          List.copyOf(right.values()),
          attempts);
    }

    private <V extends T> Extraction<V> reask(Plan<V> plan, int index, CallsJudge.Item<T> item) {
      List<Message> again = new ArrayList<>(call.conversation());
      again.addAll(ItemReask.messages(index, item.arrived(), item.judged().problems()));
      CallSettings left =
          settings.with(
              draft -> {
                draft.maxRetries = settings.maxRetries() - 1;
                draft.mode = first.mode();
              });
      try {
        return new TypedCall<>(engine, plan, new ValueJudge<>(plan, left), again, left, attempts)
            .extract();
      } catch (ExtractionException never) {
        throw new BadItemException(
            index,
            never.problems(),
            never.lastAttempt().flatMap(Attempt::read),
            List.copyOf(right.values()),
            never.attempts());
      }
    }
  }
}
