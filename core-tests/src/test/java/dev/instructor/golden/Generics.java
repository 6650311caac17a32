package dev.instructor.golden;

import java.util.List;
import java.util.Optional;

/** Types with parameters. */
public final class Generics {
  private Generics() {}

  public record Box<T>(T value) {}

  public record Page<T>(List<T> items, Optional<T> best, int total) {}

  public record Pair<A, B>(A left, B right) {}

  public static class Holder<T> {
    private T content;

    public T getContent() {
      return content;
    }

    public void setContent(T content) {
      this.content = content;
    }
  }

  public static final class UserPage extends Holder<List<Plain.User>> {
    private int page;

    public int getPage() {
      return page;
    }

    public void setPage(int page) {
      this.page = page;
    }
  }

  public sealed interface Result<T> permits Success, Failure {}

  public record Success<T>(T value) implements Result<T> {}

  public record Failure<T>(String reason) implements Result<T> {}
}
