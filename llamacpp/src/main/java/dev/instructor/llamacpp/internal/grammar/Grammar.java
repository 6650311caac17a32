package dev.instructor.llamacpp.internal.grammar;

import dev.instructor.error.ConfigurationException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A grammar that has been checked: every rule that is named is there, none begins with itself, and
 * it is no larger than the engine can work with. Immutable.
 */
public final class Grammar {
  static final String ROOT = "root";

  private final Map<String, Symbol> rules;
  private final String gbnf;

  private Grammar(Map<String, Symbol> rules) {
    this.rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
    this.gbnf = GbnfWriter.write(this.rules);
  }

  /**
   * Returns a grammar of these rules, of which one is {@code root}.
   *
   * @throws ConfigurationException if it is too large, or no finite text keeps to it
   */
  static Grammar of(Map<String, Symbol> rules) {
    GrammarCheck.check(rules);
    return new Grammar(rules);
  }

  /** Returns the rules by name. */
  Map<String, Symbol> rules() {
    return rules;
  }

  /** Returns the grammar in the form that llama.cpp reads (llama.cpp, "GBNF Guide"), in ASCII. */
  public String gbnf() {
    return gbnf;
  }

  /** Returns a matcher that has read nothing yet. */
  public Matcher matcher() {
    return new Matcher(rules);
  }

  /** Returns whether a whole text keeps to the grammar. */
  public boolean accepts(String text) {
    Matcher matcher = matcher();
    return matcher.read(text) && matcher.isComplete();
  }
}
