package dev.instructor.call.internal;

import dev.instructor.call.Attempt;
import dev.instructor.call.Extraction;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.read.Place;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialect;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A call for several values that are judged one by one, and asked for again one by one. For one
 * thread.
 *
 * @param <T> the type of an item
 */
public interface ItemCall<T> {

  /**
   * What comes of one item.
   *
   * @param value the value; empty if it is wrong
   * @param json what was read
   * @param problems what is wrong, in places within the item
   * @param repairs the liberties that were taken to read it
   * @param <T> the type of the item
   */
  record Judged<T>(
      Optional<T> value, Optional<Json> json, List<Problem> problems, List<Repair> repairs) {}

  /**
   * Returns the call for the list. Its value is the list as JSON, whatever the items are.
   *
   * @param mayAskAgain when the whole list may be asked for again
   */
  StreamedCall<Json> list(BooleanSupplier mayAskAgain);

  /** Returns the place of the list in answers. */
  Place place(SchemaDialect dialect);

  /** Returns the schema of the list. */
  JsonSchema schema();

  /** Judges an item that has arrived. */
  Judged<T> judge(Json arrived, SchemaDialect dialect);

  /** Returns what the model said of an item that has arrived, without what was put around it. */
  default Json said(Json arrived) {
    return arrived;
  }

  /**
   * Asks for one item again, as often as a wrong answer may be asked for again.
   *
   * @param index its place in the list, from 0
   * @param bad the item as it arrived
   * @param problems what is wrong with it
   * @param before the attempts so far
   * @throws dev.instructor.call.AnswerException if it never comes right
   */
  Extraction<? extends T> reask(int index, Json bad, List<Problem> problems, List<Attempt> before);
}
