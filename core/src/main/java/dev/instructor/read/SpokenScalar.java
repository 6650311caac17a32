package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.LenientJson.Candidate;
import dev.instructor.json.Repair;
import dev.instructor.schema.internal.Excerpt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the scalar that a text in words says, where nothing but a scalar is wanted: {@code **ham**,
 * Answer: 42, The answer is yes.} The last that is said wins; where the words leave a doubt,
 * nothing is said. For one text.
 */
final class SpokenScalar {
  private static final int MAX_LENGTH = 20_000;
  private static final int MAX_LINES = 200;

  /** A value in a sentence has no more words. */
  private static final int MAX_WORDS = 5;

  private static final Pattern LABEL =
      Pattern.compile("(?<label>\\p{L}[^:：=\\n]{0,40}?) ?(?:[:：=]|=>|->|→) ?(?<value>.+)");
  private static final Pattern LISTED = Pattern.compile("(?:[-+•]|[0-9]{1,3}[.)]) +(?=\\S)");
  private static final Pattern HEADING = Pattern.compile("^(?:> ?|#+ )+");
  private static final Pattern EMPHASIS =
      Pattern.compile("\\*\\*([^*]+)\\*\\*|`([^`]+)`|\"([^\"]+)\"|“([^”]+)”");
  private static final Pattern FENCE = Pattern.compile("(?m)^ *```.*$");
  private static final Pattern BOXED =
      Pattern.compile("\\$*\\\\boxed\\{(?:\\\\text\\{)?([^{}]*)\\}{1,2}\\$*");
  private static final Pattern LEADING = Pattern.compile("(?<value>[^,;:.!—–(]+?) ?[,;:.!—–(].*");

  /** What any free text takes, and nothing else. */
  static final String NONSENSE = "\uE000\uE001 \uE002";

  private static final int EXCERPT = 200;

  private static final Pattern THOUGHT =
      Pattern.compile(
          "<(?<closes>/?)(?:think|thinking|thought|reasoning|analysis)>|(?<message><\\|message\\|>)",
          Pattern.CASE_INSENSITIVE);

  private enum Kind {
    ANSWER,
    BARE,
    LABELLED,
    SENTENCE
  }

  /** One value that the text says, and how. */
  private record Statement(Kind kind, String piece, Json value, String label, int line) {}

  private final Remembered reader;
  private final List<Statement> statements = new ArrayList<>();
  private int lastDoubt = -1;

  /** Remembers what the schema makes of a word. */
  private record Remembered(
      Function<Json, Optional<Json>> reader, Map<Json, Optional<Json>> known) {
    Remembered(Function<Json, Optional<Json>> reader) {
      this(reader, new HashMap<>());
    }

    Optional<Json> apply(Json scalar) {
      return known.computeIfAbsent(scalar, reader);
    }
  }

  private SpokenScalar(Function<Json, Optional<Json>> reader) {
    this.reader = new Remembered(reader);
  }

  /**
   * Returns whether the words of an answer count: a scalar is asked, and no JSON was found that
   * could hold it.
   */
  static boolean isAsked(Form form, List<Candidate> found) {
    return !form.wants(Form.Type.OBJECT)
        && !form.wants(Form.Type.ARRAY)
        && found.stream().allMatch(SpokenScalar::isWords);
  }

  private static boolean isWords(Candidate candidate) {
    boolean lines = candidate.repairs().stream().anyMatch(r -> r.kind() == Repair.Kind.KEY_VALUE);
    boolean container =
        candidate.value() instanceof JsonObject || candidate.value() instanceof JsonArray;
    return candidate.thought() || lines || !container;
  }

  /**
   * Returns the scalar that stands in the text, with the liberties taken to find it, or nothing.
   *
   * @param reader returns what the schema makes of a scalar, if it fits
   */
  static Optional<Candidate> in(String text, Function<Json, Optional<Json>> reader) {
    String said = said(text);
    return new SpokenScalar(reader).find(end(said)).map(found -> candidate(found, text, said));
  }

  /** Returns the last lines of a long text. */
  private static String end(String said) {
    int from = said.length() - MAX_LENGTH;
    int line = from <= 0 ? 0 : said.indexOf('\n', from);
    return line < 0 ? "" : said.substring(line);
  }

  private static Candidate candidate(Statement found, String text, String said) {
    List<Repair> repairs = new ArrayList<>();
    String value = found.value().toString();
    if (said.length() < text.length()) {
      repairs.add(new Repair(Repair.Kind.THINKING, "", Excerpt.of(Json.of(text), EXCERPT), ""));
    }
    if (said.contains("```")) {
      repairs.add(new Repair(Repair.Kind.FENCE, "", Excerpt.of(Json.of(said), EXCERPT), value));
    }
    if (!FENCE.matcher(said).replaceAll("").strip().equals(found.piece())) {
      repairs.add(new Repair(Repair.Kind.PROSE, "", Excerpt.of(Json.of(said), EXCERPT), ""));
    }
    Json scalar = SpokenWords.scalar(found.piece());
    if (scalar.type().equals("string")) {
      repairs.add(new Repair(Repair.Kind.LITERALS, "", found.piece(), scalar.toString()));
    }
    return new Candidate(scalar, repairs, false);
  }

  /** Returns what follows the thinking; nothing if that goes on to the end. */
  private static String said(String text) {
    Matcher thought = THOUGHT.matcher(text);
    int from = 0;
    boolean open = false;
    while (thought.find()) {
      open = "".equals(thought.group("closes"));
      from = thought.end();
    }
    return open ? "" : text.substring(from).replaceAll("<\\|[a-z_]+\\|>", "\n");
  }

  private Optional<Statement> find(String text) {
    String[] lines = text.split("\\R", -1);
    for (int i = Math.max(0, lines.length - MAX_LINES); i < lines.length; i++) {
      if (!lines[i].strip().startsWith("```")) {
        line(lines[i].strip(), i);
      }
    }
    return chosen().filter(said -> said.line() >= lastDoubt);
  }

  private Optional<Statement> chosen() {
    Statement answer = null;
    for (Statement said : statements) {
      boolean strong = said.kind() == Kind.ANSWER || said.kind() == Kind.BARE;
      // Values in lines one below the other are a list.
      boolean list =
          answer != null
              && said.kind() == Kind.BARE
              && answer.kind() == Kind.BARE
              && said.line() == answer.line() + 1
              && !said.value().sameAs(answer.value());
      if (list) {
        return Optional.empty();
      }
      answer = strong ? said : answer;
    }
    Statement last = answer;
    for (Statement said : statements) {
      if (answer == null) {
        if (last != null
            && !said.value().sameAs(last.value())
            && (last.label().isEmpty() || !last.label().equals(said.label()))) {
          return Optional.empty();
        }
        last = said;
      } else if (said.line() > answer.line()
          && !said.value().sameAs(answer.value())
          && !(said.kind() == Kind.LABELLED && answer.value().type().equals("number"))) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(last);
  }

  private void line(String raw, int number) {
    String said = HEADING.matcher(raw).replaceFirst("").replaceAll("~~[^~]*~~", "").strip();
    Matcher boxed = BOXED.matcher(said);
    if (boxed.find()) {
      add(Kind.ANSWER, boxed.group(1), "", number);
      return;
    }
    Matcher listed = LISTED.matcher(said);
    boolean item = listed.lookingAt();
    String plain = plain(item ? said.substring(listed.end()) : said);
    if (plain.isEmpty() || add(item ? Kind.LABELLED : Kind.BARE, plain, "", number)) {
      return;
    }
    Matcher label = LABEL.matcher(plain);
    if (label.matches() && labelled(label.group("label"), label.group("value"), number)) {
      return;
    }
    int before = statements.size();
    if (!item && leads(plain)) {
      Matcher leading = LEADING.matcher(plain);
      if (leading.matches() && add(Kind.ANSWER, leading.group("value"), "", number)) {
        return;
      }
    }
    for (String sentence : plain.split("(?<=[.!?。！])\\s*(?=\\s|$|[。！])", -1)) {
      sentence(sentence.strip(), number);
    }
    if (statements.size() == before) {
      emphasised(said, plain, number);
    }
    if (statements.size() == before && SpokenWords.has(SpokenWords.CORRECTIONS, plain)) {
      lastDoubt = number;
    }
  }

  /** Returns a text without the marks of emphasis and of formulas. */
  private static String plain(String text) {
    return text.replaceAll("\\*+|`+|__|\\\\[()\\[\\]]", "").strip();
  }

  private boolean labelled(String label, String value, int number) {
    if (label.split("[ _]").length > MAX_WORDS || SpokenWords.has(SpokenWords.NO_ANSWERS, label)) {
      return isValue(value);
    }
    Kind kind = SpokenWords.has(SpokenWords.ANSWERS, label) ? Kind.ANSWER : Kind.LABELLED;
    String plain = value.strip();
    if (add(kind, plain, SpokenWords.lower(label), number)) {
      return true;
    }
    Matcher leading = LEADING.matcher(plain);
    return leads(plain)
        && leading.matches()
        && add(kind, leading.group("value"), SpokenWords.lower(label), number);
  }

  /** Returns whether a word at the beginning is the value, and the rest its reason. */
  private boolean leads(String plain) {
    Matcher leading = LEADING.matcher(plain);
    if (!leading.matches()) {
      return false;
    }
    String first = leading.group("value");
    String rest = plain.substring(first.length());
    Optional<Json> value = reader.apply(SpokenWords.scalar(first));
    boolean word = value.isPresent() && !value.get().type().equals("number");
    return word
        && first.codePoints().anyMatch(Character::isLetter)
        && !SpokenWords.has(SpokenWords.CORRECTIONS, rest)
        && others(rest, value.get()).isEmpty();
  }

  private void sentence(String sentence, int number) {
    if (SpokenWords.has(SpokenWords.DOUBTS, sentence) || sentence.endsWith("?")) {
      return;
    }
    String[] words = sentence.split("\\s+");
    for (int from = Math.max(1, words.length - MAX_WORDS); from < words.length; from++) {
      String piece = join(words, from, words.length);
      int copula = from - 1;
      if (copula > 0 && SpokenWords.FILLERS.contains(SpokenWords.lower(words[copula]))) {
        copula--;
      }
      boolean said =
          SpokenWords.COPULAS.contains(SpokenWords.lower(words[copula]).replace('’', '\''));
      String head = join(words, 0, copula);
      if (said && isSpoken(piece) && !SpokenWords.has(SpokenWords.COPULAS, head)) {
        Json value = reader.apply(SpokenWords.scalar(piece)).orElseThrow();
        boolean isNumber = value.type().equals("number");
        if (isNumber || others(head, value).isEmpty()) {
          Kind kind = SpokenWords.has(SpokenWords.ANSWERS, head) ? Kind.ANSWER : Kind.SENTENCE;
          add(kind, piece, "", number);
        }
        return;
      }
    }
  }

  /** Takes the only value of a line that is emphasised or quoted. */
  private void emphasised(String said, String plain, int number) {
    Matcher emphasis = EMPHASIS.matcher(said);
    List<String> pieces = new ArrayList<>();
    while (emphasis.find() && !SpokenWords.has(SpokenWords.DOUBTS, plain)) {
      for (int group = 1; group <= emphasis.groupCount(); group++) {
        String piece = emphasis.group(group);
        if (piece != null && isSpoken(piece)) {
          pieces.add(piece);
        }
      }
    }
    if (pieces.size() == 1) {
      Json value = reader.apply(SpokenWords.scalar(pieces.get(0))).orElseThrow();
      if (others(plain, value).isEmpty()) {
        add(Kind.SENTENCE, pieces.get(0), "", number);
      }
    }
  }

  /** Returns the words of a text that are another value. */
  private List<String> others(String text, Json value) {
    return Arrays.stream(text.split("[\\s,;:.!?—–()\"“”]+"))
        .filter(
            word ->
                isSpoken(word)
                    && !reader.apply(SpokenWords.scalar(word)).orElse(value).sameAs(value))
        .toList();
  }

  /** Returns whether words amid others are a value: truth and absence need clear words there. */
  private boolean isSpoken(String piece) {
    Optional<Json> value =
        SpokenWords.bare(piece).isEmpty()
            ? Optional.empty()
            : reader.apply(SpokenWords.scalar(piece));
    return value
        .filter(found -> !found.isNull())
        .filter(
            found ->
                !found.type().equals("boolean")
                    || SpokenWords.TRUTH.contains(SpokenWords.lower(SpokenWords.bare(piece))))
        .isPresent();
  }

  private boolean isValue(String piece) {
    return reader.apply(SpokenWords.scalar(piece)).isPresent();
  }

  private boolean add(Kind kind, String piece, String label, int line) {
    String bare = SpokenWords.bare(piece);
    boolean anything = bare.codePoints().anyMatch(Character::isLetterOrDigit);
    Optional<Json> value = anything ? reader.apply(SpokenWords.scalar(piece)) : Optional.empty();
    value.ifPresent(json -> statements.add(new Statement(kind, piece, json, label, line)));
    return value.isPresent();
  }

  private static String join(String[] words, int from, int to) {
    return String.join(" ", Arrays.asList(words).subList(from, to));
  }
}
