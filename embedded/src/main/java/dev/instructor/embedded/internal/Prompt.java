package dev.instructor.embedded.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A group of questions as the model reads them: for each a marker, its type, its name and
 * description and its options; then the mark behind which the text comes.
 *
 * @param ids the tokens and markers
 * @param spaced for each of them, whether a space comes right before it
 * @param markers for every question, the position of its marker
 * @param options for every question, the positions of its options' markers
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
record Prompt(int[] ids, boolean[] spaced, int[] markers, List<int[]> options) {
  private static final int FIELD_MARKER = 0;
  private static final int OPTION_MARKER = 1;
  private static final int TEXT_MARKER = 2;
  private static final int FIRST_TYPE = 3;

  /** The types in the order of their rows; a question mark stands for "may be absent". */
  private static final List<String> TYPES =
      List.of("str", "int", "num", "enum", "bool", "str?", "int?", "num?", "list");

  /** In training no description was longer; more words only lead the model astray. */
  private static final int DESCRIPTION_WORDS = 8;

  /** Longer names and options are cut, so that a hostile schema cannot cost minutes. */
  private static final int MAX_TOKENS_PER_PHRASE = 24;

  private static final Pattern NAME_WORD = Pattern.compile("[A-Za-z][a-z]*|[A-Z]+|[0-9]");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Returns the prompt for some questions. */
  static Prompt of(List<Question> questions, Tokenizer tokenizer) {
    Builder builder = new Builder(tokenizer);
    int[] markers = new int[questions.size()];
    List<int[]> options = new ArrayList<>();
    for (int i = 0; i < markers.length; i++) {
      Question question = questions.get(i);
      markers[i] = builder.size;
      builder.marker(FIELD_MARKER);
      builder.marker(FIRST_TYPE + TYPES.indexOf(typeName(question.field())));
      if (question.field().repeated()) {
        builder.marker(FIRST_TYPE + TYPES.indexOf("list"));
      }
      builder.text(label(question.field()));
      int[] places = new int[question.options().size()];
      for (int option = 0; option < places.length; option++) {
        places[option] = builder.size;
        builder.marker(OPTION_MARKER);
        builder.text(question.options().get(option));
      }
      options.add(places);
    }
    builder.marker(TEXT_MARKER);
    return new Prompt(
        Arrays.copyOf(builder.ids, builder.size),
        Arrays.copyOf(builder.spaced, builder.size),
        markers,
        List.copyOf(options));
  }

  private static String typeName(Field field) {
    String name = field.kind().trainedName();
    return field.canBeAbsent() && !field.kind().isChoice() && !field.repeated() ? name + '?' : name;
  }

  private static String label(Field field) {
    String name = field.path().isEmpty() ? "value" : words(String.join(" ", field.path()));
    String description =
        SPACE
            .splitAsStream(field.description().strip())
            .limit(DESCRIPTION_WORDS)
            .collect(Collectors.joining(" "));
    return description.isEmpty() ? name : name + " : " + description;
  }

  /**
   * Returns {@code departure date} for {@code departureDate}, {@code departure_date} and the like.
   */
  static String words(String name) {
    return NAME_WORD
        .matcher(name)
        .results()
        .map(word -> word.group().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static final class Builder {
    private final Tokenizer tokenizer;
    private int[] ids = new int[64];
    private boolean[] spaced = new boolean[64];
    private int size;

    Builder(Tokenizer tokenizer) {
      this.tokenizer = tokenizer;
    }

    void marker(int number) {
      add(tokenizer.size() + number, false);
    }

    void text(String text) {
      // A token has at least one character: what is cut here would be cut below.
      Tokens tokens = tokenizer.encode(text.substring(0, Math.min(text.length(), 200)));
      for (int i = 0; i < Math.min(tokens.size(), MAX_TOKENS_PER_PHRASE); i++) {
        add(tokens.ids()[i], tokens.spaced()[i]);
      }
    }

    private void add(int id, boolean afterSpace) {
      if (size == ids.length) {
        ids = Arrays.copyOf(ids, 2 * size);
        spaced = Arrays.copyOf(spaced, 2 * size);
      }
      spaced[size] = afterSpace;
      ids[size++] = id;
    }
  }
}
