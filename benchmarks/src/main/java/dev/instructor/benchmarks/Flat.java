package dev.instructor.benchmarks;

/** The record that the benchmarks ask for, and an answer that holds it. */
record Flat(String name, int age, String email, boolean active, double score) {
  static final String PROMPT = "Extract the object.";
  static final String ANSWER =
      "{\"name\":\"Ada Lovelace\",\"age\":36,\"email\":\"ada@example.com\",\"active\":true,\"score\":9.5}";
  static final String WRONG_ANSWER =
      "{\"name\":\"Ada Lovelace\",\"age\":\"thirty-six\",\"email\":\"ada@example.com\",\"active\":true,\"score\":9.5}";
}
