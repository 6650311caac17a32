package dev.instructor.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code doctor} found, for a person: a line each, of 80 columns where the names allow it.
 *
 * @param checkup what was found
 * @param paint colours, or none
 */
record CheckupText(Checkup checkup, Paint paint) {
  private static final int WIDTH = 80;

  /** How many models of a server are named. */
  private static final int SHOWN = 8;

  /** What stands left of a table. */
  private static final int INDENT = 6;

  /** What a line says of its matter. */
  private enum Mark {
    GOOD,
    NONE,
    BAD
  }

  /** Returns the lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(paint.bold("instructor " + Version.own()));
    lines.add("");
    machine(lines);
    heading(lines, "Keys");
    keys(lines);
    heading(lines, "Servers of your own");
    servers(lines);
    heading(lines, "GGUF files");
    files(lines);
    heading(lines, "What runs now");
    checkup.commands().forEach(command -> lines.add("  " + command));
    if (checkup.commands().isEmpty()) {
      lines.add(line(Mark.BAD, "nothing: set a key, or start a server"));
    } else if (checkup.commands().stream().anyMatch(command -> command.contains("/MODEL "))) {
      lines.add(paint.dim("  MODEL is one of the vendor's own names of its models."));
    }
    return lines;
  }

  private void heading(List<String> lines, String text) {
    lines.add("");
    lines.add(paint.bold(text));
  }

  private void machine(List<String> lines) {
    JavaCheck java = checkup.java();
    table(
        lines,
        row(
            java.supported() ? Mark.GOOD : Mark.BAD,
            "Java",
            java.version() + (java.supported() ? "" : "; 17 or newer is needed")),
        row(
            java.nativeAccess() ? Mark.GOOD : Mark.NONE,
            "Native code",
            java.nativeAccess()
                ? "may be loaded"
                : "is loaded with a warning; Java takes --enable-native-access=ALL-UNNAMED"),
        checkup
            .screen()
            .map(
                screen ->
                    row(
                        Mark.GOOD,
                        "Terminal",
                        screen.columns()
                            + " columns, "
                            + screen.rows()
                            + " rows"
                            + (paint.colours() ? ", colours" : "")))
            .orElseGet(() -> row(Mark.NONE, "Terminal", "none: something else reads the output")),
        checkup.bundled().isPresent()
            ? row(
                Mark.GOOD,
                "Bundled model",
                ExtractCommand.DEFAULT_MODEL
                    + ", "
                    + size(checkup.bundled().getAsLong())
                    + ": small, and often wrong")
            : row(Mark.NONE, "Bundled model", "not on the class path"),
        checkup
            .named()
            .map(name -> row(Mark.GOOD, "Without -m", name + ", from INSTRUCTOR_MODEL"))
            .orElseGet(
                () ->
                    row(
                        Mark.GOOD,
                        "Without -m",
                        ExtractCommand.DEFAULT_MODEL + "; INSTRUCTOR_MODEL names another")));
  }

  private void keys(List<String> lines) {
    if (checkup.keys().isEmpty()) {
      lines.add(line(Mark.NONE, "none; `instructor providers` lists the variables"));
    }
    Stream<Row> usable =
        KeyCheck.usable(checkup.keys()).stream()
            .map(
                keys ->
                    row(
                        Mark.GOOD,
                        String.join(", ", keys.get(0).variables()),
                        keys.stream().map(KeyCheck::provider).collect(Collectors.joining(", "))));
    Stream<Row> lacking =
        checkup.keys().stream()
            .filter(key -> key.missing().isPresent())
            .map(
                key ->
                    row(Mark.BAD, String.join(", ", key.variables()), key.missing().orElseThrow()));
    table(lines, Stream.concat(usable, lacking).toArray(Row[]::new));
  }

  private void servers(List<String> lines) {
    table(
        lines,
        checkup.servers().stream()
            .map(
                server ->
                    switch (server.state()) {
                      case RUNNING ->
                          row(
                              Mark.GOOD,
                              server.product(),
                              server.address(),
                              listed(server.models()));
                      case ABSENT ->
                          row(
                              Mark.NONE,
                              server.product(),
                              server.address(),
                              "start: " + server.hint());
                      case UNCLEAR ->
                          row(Mark.BAD, server.product(), server.address(), server.hint());
                      case NOT_ASKED ->
                          row(Mark.NONE, server.product(), server.address(), "not asked");
                    })
            .toArray(Row[]::new));
  }

  private static String listed(List<String> models) {
    return models.isEmpty()
        ? "no models"
        : String.join(", ", models.subList(0, Math.min(SHOWN, models.size())))
            + (models.size() > SHOWN ? " and " + (models.size() - SHOWN) + " more" : "");
  }

  private void files(List<String> lines) {
    if (checkup.files().isEmpty()) {
      lines.add(
          line(Mark.NONE, "none of Hugging Face, llama.cpp, LM Studio and Ollama on this machine"));
    }
    table(
        lines,
        checkup.files().stream()
            .map(file -> row(Mark.GOOD, file.owner(), size(file.bytes()), file.name()))
            .toArray(Row[]::new));
  }

  /**
   * A line of a table.
   *
   * @param mark what it says of its matter
   * @param cells the columns, the last of which goes on below itself where the line is too short
   */
  private record Row(Mark mark, List<String> cells) {}

  private static Row row(Mark mark, String... cells) {
    return new Row(mark, List.of(cells));
  }

  private void table(List<String> lines, Row... rows) {
    int columns = rows.length == 0 ? 0 : rows[0].cells().size();
    int[] widths = new int[columns];
    for (Row row : rows) {
      for (int i = 0; i < columns - 1; i++) {
        widths[i] = Math.max(widths[i], row.cells().get(i).length());
      }
    }
    for (Row row : rows) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        String cell = row.cells().get(i);
        text.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      List<String> pieces = wrapped(row.cells().get(columns - 1), WIDTH - INDENT - text.length());
      lines.add(line(row.mark(), text + pieces.get(0)));
      pieces
          .subList(1, pieces.size())
          .forEach(piece -> lines.add(" ".repeat(INDENT + text.length()) + piece));
    }
  }

  private static List<String> wrapped(String text, int width) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (piece.length() > 0 && piece.length() + 1 + word.length() > width) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      piece.append(piece.length() == 0 ? "" : " ").append(word);
    }
    pieces.add(piece.toString());
    return pieces;
  }

  private String line(Mark mark, String text) {
    String sign =
        switch (mark) {
          case GOOD -> paint.green("ok");
          case NONE -> paint.dim("--");
          case BAD -> paint.yellow("! ");
        };
    return "  " + sign + "  " + text;
  }

  /** Returns a size in the unit in which people speak of models. */
  private static String size(long bytes) {
    double megabytes = bytes / 1e6;
    return megabytes < 1000
        ? String.format(Locale.ROOT, megabytes < 10 ? "%.1f MB" : "%.0f MB", megabytes)
        : String.format(Locale.ROOT, "%.1f GB", megabytes / 1000);
  }
}
