package dev.instructor.benchmarks;

import java.util.List;

/** One of the many items of the list that the benchmarks ask for. */
record Item(int id, String name, double price, int qty, boolean active, List<String> tags) {

  /** Returns a list of items as JSON, about 110 characters each. */
  static String list(int count) {
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; i < count; i++) {
      list.append(i == 0 ? "" : ",")
          .append("{\"id\":")
          .append(i)
          .append(",\"name\":\"Item number ")
          .append(i)
          .append(" of the list\",\"price\":")
          .append(i * 37 % 10_000 / 100.0)
          .append(",\"qty\":")
          .append(i * 7 % 100)
          .append(",\"active\":")
          .append(i % 3 == 0)
          .append(",\"tags\":[\"eco\",\"large\"]}");
    }
    return list.append(']').toString();
  }
}
