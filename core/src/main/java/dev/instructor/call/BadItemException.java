package dev.instructor.call;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item of a list never came right, so the stream of the items ended. The items that had been
 * handed out are right, and stay reachable here.
 */
public final class BadItemException extends AnswerException {
  private static final long serialVersionUID = 1L;

  private final int index;
  private final transient @Nullable List<Problem> problems;
  private final transient @Nullable Json item;
  private final transient @Nullable List<Object> delivered;

  /**
   * Creates one.
   *
   * @param index the item's place in the list, from 0
   * @param problems what is wrong with it
   * @param item the item as it was read
   * @param delivered the items that were handed out
   * @param attempts all attempts in order
   */
  public BadItemException(
      int index,
      List<Problem> problems,
      Optional<Json> item,
      List<?> delivered,
      List<Attempt> attempts) {
    super(
        "Item "
            + index
            + " of the list is wrong, after "
            + delivered.size()
            + " good ones, which delivered() has. onBadItem(BadItems.SKIP) leaves such items out,"
            + " REASK asks for them again."
            + summaryOf(problems),
        attempts);
    this.index = index;
    this.problems = List.copyOf(problems);
    this.item = item.orElse(null);
    this.delivered = List.copyOf(delivered);
  }

  /** Returns the item's place in the list, from 0. */
  public int index() {
    return index;
  }

  /** Returns what is wrong with the item; places are within the item. */
  @Override
  public List<Problem> problems() {
    return problems == null ? List.of() : problems;
  }

  /** Returns the item as it was read; empty after the exception was serialised. */
  public Optional<Json> item() {
    return Optional.ofNullable(item);
  }

  /** Returns the items that were handed out; empty after the exception was serialised. */
  public List<Object> delivered() {
    return delivered == null ? List.of() : delivered;
  }
}
