package dev.instructor.mode;

import dev.instructor.chat.Message;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import java.util.List;

/** The words that ask again for one item of a list, whose other items are kept. */
public final class ItemReask {
  private ItemReask() {}

  /**
   * Returns the messages that follow those that asked for the list.
   *
   * @param index the item's place in the list, from 0
   * @param item the item as the model wrote it
   * @param problems what is wrong with it; not empty
   */
  public static List<Message> messages(int index, Json item, List<Problem> problems) {
    String opening =
        "This is item "
            + index
            + " of the list, counted from 0, and it is not right; the other items are. Answer with"
            + " this one item again, complete and corrected, not with the list. What is wrong:";
    return List.of(
        Message.assistant(item.toString()), Message.user(ReaskText.of(opening, problems)));
  }
}
