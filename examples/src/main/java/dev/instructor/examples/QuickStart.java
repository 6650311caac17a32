package dev.instructor.examples;

import dev.instructor.Instructor;

/** From a text to a record, with the model that comes along: no key, no network. */
public final class QuickStart {
  private QuickStart() {}

  /** Prints a user. */
  public static void main(String[] args) {
    record User(String name, int age) {}

    Instructor client = Instructor.fromProvider("embedded/extractor");
    User user = client.create(User.class, "Jason is 25 years old");
    System.out.println(user.name() + " is " + user.age());
  }
}
