package dev.instructor.stream;

import dev.instructor.call.Attempt;
import dev.instructor.call.BadItemException;
import dev.instructor.call.BadItems;
import dev.instructor.call.ExtractionException;
import dev.instructor.call.StreamChecks.Reaction;
import dev.instructor.call.internal.CallSettings;
import dev.instructor.call.internal.ItemCall;
import dev.instructor.call.internal.StreamedCall;
import dev.instructor.call.internal.StreamedCall.Began;
import dev.instructor.call.internal.StreamedCall.Brought;
import dev.instructor.call.internal.StreamedCall.Grown;
import dev.instructor.call.internal.StreamedCall.Step;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.Usage;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.PartialJson;
import dev.instructor.json.PartialJson.State;
import dev.instructor.json.Repair;
import dev.instructor.schema.SchemaDialect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The items of a list as they come: each is read, checked, bound and handed out as soon as it is
 * complete, before the rest of the list has been sent.
 *
 * <pre>{@code
 * try (ItemStream<User> users = client.prompt(text).streamItems(User.class)) {
 *   for (User user : users) {
 *     store(user);
 *   }
 * }
 * }</pre>
 *
 * <p>What happens to an item that is wrong is set with {@code onBadItem}. Rules on the list as a
 * whole, such as its length, are not checked: its items are handed out before it has ended.
 *
 * <p>To be gone through once, by one thread; {@link #close()} may come from another. Pulling is the
 * back pressure. The request is sent with the first pull.
 *
 * <p>While it is pulled it throws what {@code list} throws, and {@link BadItemException}. A list
 * that breaks off after the first item is not asked for again as a whole: what was handed out is
 * not taken back, and {@link #delivered()} has it.
 *
 * @param <T> the type of an item
 */
public final class ItemStream<T> implements Iterable<T>, AutoCloseable {
  private final ItemCall<T> items;
  private final StreamedCall<Json> call;
  private final CallSettings settings;
  private final ArrayDeque<Item<T>> ready = new ArrayDeque<>();
  private final ArrayDeque<Bad> bad = new ArrayDeque<>();
  private final List<T> delivered = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();
  private List<Attempt> attempts = List.of();
  private @Nullable Growth growth;
  private @Nullable SchemaDialect dialect;
  private @Nullable RuntimeException failure;
  private int judged;
  private boolean ended;
  private boolean iterated;
  private volatile boolean closed;

  /**
   * An item of the list.
   *
   * @param index its place in the list, from 0
   * @param value the item
   * @param json the same in the form of the type's schema
   * @param repairs the liberties that were taken to read it
   * @param reasked whether it was wrong at first, and asked for again
   * @param <T> the type of the item
   */
  public record Item<T>(int index, T value, Json json, List<Repair> repairs, boolean reasked) {
    /** Returns place and repairs, without the item. */
    @Override
    public String toString() {
      return "Item[" + index + ", repairs=" + repairs + ", reasked=" + reasked + "]";
    }
  }

  /**
   * An item that was left out.
   *
   * @param index its place in the list, from 0
   * @param json the item as it was read
   * @param problems what is wrong with it, in places within the item
   */
  public record Skipped(int index, Json json, List<Problem> problems) {
    /** Returns place and problems, without the item. */
    @Override
    public String toString() {
      return "Skipped[" + index + ", " + problems + "]";
    }
  }

  private record Bad(int index, Json json, List<Problem> problems) {}

  /** Creates a stream that has not begun; for {@code Prompt.streamItems} and {@code streamAll}. */
  public ItemStream(ItemCall<T> items, CallSettings settings) {
    this.items = items;
    this.settings = settings;
    this.call = items.list(delivered::isEmpty);
  }

  /**
   * Returns the items in the order in which they come: that of the list, and after its end those
   * that had to be asked for again.
   *
   * @throws IllegalStateException at the second call: what went by is gone
   */
  @Override
  public Iterator<T> iterator() {
    Iterator<Item<T>> numbered = numbered();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return numbered.hasNext();
      }

      @Override
      public T next() {
        return numbered.next().value();
      }
    };
  }

  /**
   * Returns the items with their places, in the order in which they come.
   *
   * @throws IllegalStateException if this was gone through before
   */
  public Iterator<Item<T>> numbered() {
    if (iterated) {
      throw new IllegalStateException("the stream can be gone through once only");
    }
    iterated = true;
    return new Pull();
  }

  /**
   * Returns the items as a sequential stream; closing that closes this.
   *
   * @throws IllegalStateException if this was gone through before
   */
  public Stream<T> stream() {
    Spliterator<T> all =
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(all, false).onClose(this::close);
  }

  /** Returns the items that were handed out so far, in the order in which they came. */
  public List<T> delivered() {
    return List.copyOf(delivered);
  }

  /** Returns the items that were left out so far; none unless {@link BadItems#SKIP} is set. */
  public List<Skipped> skipped() {
    return List.copyOf(skipped);
  }

  /** Returns the attempts that have ended so far, those for single items included. */
  public List<Attempt> attempts() {
    return attempts.isEmpty() ? call.attempts() : attempts;
  }

  /** Returns the tokens of the attempts that have ended so far. */
  public Usage usage() {
    return attempts().stream().map(Attempt::usage).reduce(Usage.none(), Usage::plus);
  }

  /** Returns what had to be given up in the requests that have ended so far, each thing once. */
  public List<String> warnings() {
    return attempts().stream().flatMap(a -> a.warnings().stream()).distinct().toList();
  }

  /** Returns what has arrived of the list's answer: raw text, thinking, usage as far as told. */
  public ChatResponse response() {
    return call.response();
  }

  /**
   * Waits for the next item; returns false if there is none. What came before a failure is handed
   * out before it is thrown.
   */
  private boolean pull() {
    if (failure == null) {
      try {
        read();
      } catch (RuntimeException thrown) {
        failure = thrown;
        call.close();
      }
    }
    if (closed) {
      return false;
    }
    if (ready.isEmpty() && failure != null) {
      throw failure;
    }
    return !ready.isEmpty();
  }

  private void read() {
    while (ready.isEmpty() && !closed && (!ended || !bad.isEmpty())) {
      if (ended) {
        reask(bad.remove());
      } else {
        take(call.next());
      }
    }
  }

  private void take(Step<Json> step) {
    if (step instanceof Began<Json> began) {
      dialect = began.dialect();
      growth =
          new Growth(
              began.attempt(),
              items.place(began.dialect()),
              items.schema(),
              settings.streamChecks().withConstraints(Reaction.OFF),
              problem -> call.tell(began.attempt(), problem));
      if (delivered.isEmpty()) {
        judged = 0;
        bad.clear();
        skipped.clear();
      }
    } else if (step instanceof Grown<Json> grown) {
      grow(grown.text());
    } else if (step instanceof Brought<Json> brought) {
      ended = true;
      attempts = brought.extraction().attempts();
      List<Json> all = brought.extraction().value().asArray().orElseThrow().items();
      while (judged < all.size()) {
        judge(all.get(judged));
      }
    }
  }

  private void grow(String text) {
    Growth current = growth;
    if (current == null) {
      throw new AssertionError("an answer begins before it grows");
    }
    if (current.add(text)) {
      current.root().filter(list -> list.type().equals("array")).ifPresent(this::judgeComplete);
    }
    if (current.isHopeless()) {
      call.abandon(current.problems(), current.root().map(PartialJson::json));
    }
  }

  private void judgeComplete(PartialJson list) {
    while (judged < list.size() && list.item(judged).state() == State.DONE) {
      judge(list.item(judged).json());
    }
  }

  private void judge(Json item) {
    SchemaDialect spoken = dialect;
    if (spoken == null) {
      throw new AssertionError("an answer begins before its items come");
    }
    int index = judged++;
    ItemCall.Judged<T> result = items.judge(item, spoken);
    if (result.value().isPresent()) {
      Json json = result.json().orElse(item);
      handOut(new Item<>(index, result.value().get(), json, result.repairs(), false));
      return;
    }
    switch (settings.badItems()) {
      case REASK -> bad.add(new Bad(index, item, result.problems()));
      case SKIP -> {
        skipped.add(new Skipped(index, result.json().orElse(items.said(item)), result.problems()));
        result.problems().forEach(problem -> call.tell(attempts().size() + 1, problem));
      }
      case FAIL ->
          throw new BadItemException(
              index, result.problems(), result.json(), delivered, attempts());
      default -> throw new AssertionError(settings.badItems());
    }
  }

  private void reask(Bad item) {
    if (settings.maxRetries() == 0) {
      throw new BadItemException(
          item.index(),
          item.problems(),
          Optional.of(items.said(item.json())),
          delivered,
          attempts());
    }
    try {
      var extraction = items.reask(item.index(), item.json(), item.problems(), attempts);
      attempts = extraction.attempts();
      handOut(
          new Item<>(
              item.index(), extraction.value(), extraction.json(), extraction.repairs(), true));
    } catch (ExtractionException never) {
      throw new BadItemException(
          item.index(),
          never.problems(),
          never.lastAttempt().flatMap(Attempt::read),
          delivered,
          never.attempts());
    }
  }

  private void handOut(Item<T> item) {
    ready.add(item);
    delivered.add(item.value());
  }

  /** Ends the exchange, finished or not. Has no effect the second time. */
  @Override
  public void close() {
    closed = true;
    call.close();
  }

  /** Returns how many items came, without any content. */
  @Override
  public String toString() {
    return "ItemStream[" + delivered.size() + " delivered, " + skipped.size() + " skipped]";
  }

  private final class Pull implements Iterator<Item<T>> {
    @Override
    public boolean hasNext() {
      return pull();
    }

    @Override
    public Item<T> next() {
      if (!pull()) {
        throw new NoSuchElementException("the stream has ended");
      }
      return ready.remove();
    }
  }
}
