package dev.instructor.json;

import dev.instructor.json.LenientJson.Candidate;
import dev.instructor.json.LenientJson.Findings;
import dev.instructor.json.PartialJsonParser.Observer;
import dev.instructor.json.Repair.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches a whole text for all of its values. For one text on one thread. */
final class ValueSearch implements JsonEngine.Host {
  /** No honest answer holds more values; of a hostile one the last are kept. */
  private static final int MAX_CANDIDATES = 100;

  private final String text;
  private final CharWindow window;
  private final TreeGrower grower = new TreeGrower(Observer.NONE);
  private final RepairLog log = new RepairLog(true);
  private final Deque<Found> found = new ArrayDeque<>();
  private final List<Stretch> thoughts = new ArrayList<>();
  private long start;

  /** Where the last thinking ends. */
  private int said;

  /** Where thinking ends that began with the text: what was found there is thought as well. */
  private int thoughtWithoutOpening;

  private boolean fenced;
  private boolean cutOff;
  private boolean tooDeep;
  private boolean broken;

  /** A value in the text. */
  private record Found(Json value, int start, int end, boolean fenced, List<Repair> repairs) {}

  /** A stretch of thinking. */
  private record Stretch(int start, int end) {}

  ValueSearch(String text) {
    this.text = text;
    this.window = new CharWindow(text);
    new JsonEngine(window, grower, this, log).run();
  }

  /** Returns how often a character was looked at. */
  long visits() {
    return window.visits();
  }

  /** Returns the value that fills a text, or null if there is none. */
  static @Nullable Json only(String text) {
    ValueSearch search = new ValueSearch(text);
    Found first = search.found.peekFirst();
    return first != null && first.start() == 0 && first.end() == text.length()
        ? first.value()
        : null;
  }

  Findings findings() {
    List<Candidate> candidates = new ArrayList<>();
    for (Stretch stretch : thoughts) {
      candidates.addAll(thoughtsIn(stretch));
    }
    boolean answered = false;
    boolean inLines = true;
    for (Found value : found) {
      boolean thought = value.start() < thoughtWithoutOpening;
      boolean inTag = inTag(value);
      answered |= !thought && !inTag;
      inLines &= thought || inTag || behindName(value);
      candidates.add(new Candidate(value.value(), repairs(value), thought));
    }
    if (inLines && !cutOff && !broken) {
      addLines(candidates, answered);
    }
    int surplus = Math.max(0, candidates.size() - MAX_CANDIDATES);
    return new Findings(candidates.subList(surplus, candidates.size()), cutOff, tooDeep);
  }

  /** Adds what lines of names and values say; if they hold values, those may be the answer too. */
  private void addLines(List<Candidate> candidates, boolean answered) {
    KeyValueText.read(text.substring(said))
        .filter(c -> !answered || (c.value() instanceof JsonObject o && o.members().size() > 1))
        .ifPresent(c -> candidates.add(answered ? 0 : candidates.size(), c));
  }

  /** Returns whether a value stands behind a name and a colon. */
  private boolean behindName(Found value) {
    int line = text.lastIndexOf('\n', value.start()) + 1;
    return value.start() - line < 80
        && BlockLine.of(text.substring(line, value.start())).name() != null;
  }

  /** Returns whether a scalar, or the value of a parameter, is all that a tag holds. */
  private boolean inTag(Found value) {
    int before = value.start();
    while (before > 0 && Lookahead.blank(text.charAt(before - 1))) {
      before--;
    }
    int after = value.end();
    while (after < text.length() && Lookahead.blank(text.charAt(after))) {
      after++;
    }
    if (before == 0 || text.charAt(before - 1) != '>' || !text.startsWith("</", after)) {
      return false;
    }
    boolean container = value.value() instanceof JsonObject || value.value() instanceof JsonArray;
    int tag = text.lastIndexOf('<', before);
    return !container
        || (tag >= 0 && before - tag < 200 && text.substring(tag, before).indexOf('=') > 0);
  }

  private List<Candidate> thoughtsIn(Stretch stretch) {
    String thought = text.substring(stretch.start(), stretch.end());
    if (thought.indexOf('{') < 0 && thought.indexOf('[') < 0) {
      return List.of();
    }
    return new ValueSearch(thought)
        .found.stream().map(f -> new Candidate(f.value(), f.repairs(), true)).toList();
  }

  // What the engine tells

  @Override
  public boolean follows(String type) {
    return true;
  }

  @Override
  public void began(long offset, boolean inFence) {
    start = offset;
    fenced = inFence;
    log.take();
  }

  @Override
  public boolean patient() {
    return true;
  }

  @Override
  public boolean mayRestart() {
    return true;
  }

  @Override
  public boolean ended() {
    Json value = grower.root();
    if (value != null) {
      keep(value);
    }
    return true;
  }

  private void keep(Json value) {
    grower.clear();
    found.add(new Found(value, (int) start, (int) window.offset(), fenced, log.take()));
    if (found.size() > MAX_CANDIDATES) {
      found.remove();
    }
  }

  @Override
  public void cutOff(boolean closable) {
    cutOff = true;
    if (closable) {
      grower.endAll();
      Json value = grower.root();
      if (value != null) {
        log.add(Kind.TRUNCATION, () -> "", "", "");
        keep(value);
      }
    }
    grower.clear();
  }

  @Override
  public boolean broken(boolean deep) {
    broken = true;
    tooDeep |= deep;
    grower.clear();
    return true;
  }

  @Override
  public void thought(long from, long to, boolean closed) {
    if (!closed) {
      cutOff = true;
      return;
    }
    said = (int) to;
    if (from < 0) {
      thoughtWithoutOpening = said;
    } else {
      thoughts.add(new Stretch((int) from, said));
    }
  }

  // The liberties that were taken around a value

  private List<Repair> repairs(Found value) {
    List<Repair> repairs = new ArrayList<>();
    int from = Math.min(said, value.start());
    if (from > 0) {
      repairs.add(new Repair(Kind.THINKING, "", excerpt(0, from), ""));
    }
    if (value.fenced()) {
      String inside = excerpt(value.start(), value.end());
      repairs.add(new Repair(Kind.FENCE, "", RepairLog.excerpt("```" + inside), inside));
    }
    int fence = value.fenced() ? text.lastIndexOf('\n', value.start()) : -1;
    int before = fence >= from ? text.lastIndexOf("```", fence) : value.start();
    int after = value.end();
    while (after < text.length() && Lookahead.blank(text.charAt(after))) {
      after++;
    }
    if (value.fenced() && text.startsWith("```", after)) {
      after += 3;
    }
    if (!blank(from, before < from ? value.start() : before) || !blank(after, text.length())) {
      String around =
          RepairLog.excerpt(
              excerpt(from, value.start()) + "…" + excerpt(value.end(), text.length()));
      repairs.add(new Repair(Kind.PROSE, "", around, ""));
    }
    repairs.addAll(value.repairs());
    return repairs;
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Lookahead.blank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private String excerpt(int from, int to) {
    return RepairLog.excerpt(text.substring(from, Math.min(to, from + 300)));
  }
}
