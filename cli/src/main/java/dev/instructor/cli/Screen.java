package dev.instructor.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that shows standard output.
 *
 * @param rows its height in characters
 * @param columns its width in characters
 */
record Screen(int rows, int columns) {
  /** A terminal that cannot tell its size has at least this one. */
  private static final Screen USUAL = new Screen(24, 80);

  /**
   * Returns the screen that the launcher describes.
   *
   * @param size rows and columns, as {@code stty size} writes them; null if standard output is no
   *     terminal
   */
  static Optional<Screen> of(@Nullable String size) {
    if (size == null) {
      return Optional.empty();
    }
    String[] numbers = size.strip().split(" ", -1);
    try {
      Screen screen = new Screen(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
      return Optional.of(screen.rows < 3 || screen.columns < 10 ? USUAL : screen);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
      return Optional.of(USUAL);
    }
  }
}
