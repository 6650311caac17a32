package dev.instructor.openai;

import dev.instructor.chat.Part.Media.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How one vendor's Responses API differs from another's, as data.
 *
 * @param saysStore whether {@code store} is known: then false is sent, so that nothing of a request
 *     is kept
 * @param replay how reasoning is sent back in a later turn
 * @param encrypted for which models encrypted reasoning may be asked for: the others refuse that
 * @param media what a user's message may hold beside text
 */
record ResponsesFlavour(
    boolean saysStore, Replay replay, Optional<Pattern> encrypted, Set<Kind> media) {

  /** How reasoning is sent back. */
  enum Replay {
    /** Not at all. */
    NONE,
    /**
     * Its encrypted content, without an id: ids mean something only to a server that keeps items.
     */
    ENCRYPTED,
    /** As it came, the text included. */
    AS_IT_CAME
  }

  /**
   * OpenAI, "Reasoning models", section "Encrypted reasoning items". The chat models do not reason
   * and answer "Encrypted content is not supported with this model"
   * (NousResearch/hermes-agent#24234).
   */
  static final ResponsesFlavour OPENAI =
      new ResponsesFlavour(
          true,
          Replay.ENCRYPTED,
          Optional.of(Pattern.compile("^(o[1-9]|gpt-([5-9]|oss)(?!.*-chat)|codex)")),
          Set.of(Kind.IMAGE, Kind.DOCUMENT));

  /**
   * Azure's deployments have names of their own, and Azure wants the ids of reasoning items, which
   * it knows only if it stores them (openai/codex, its client's note on Azure): so none are sent.
   */
  static final ResponsesFlavour AZURE =
      new ResponsesFlavour(true, Replay.NONE, Optional.empty(), Set.of(Kind.IMAGE, Kind.DOCUMENT));

  /** xAI, "Best Practices Guide", section "Send encrypted reasoning back with every turn". */
  static final ResponsesFlavour XAI =
      new ResponsesFlavour(
          true,
          Replay.ENCRYPTED,
          Optional.of(Pattern.compile("^grok-(code|[4-9])(?!.*non-reasoning)")),
          Set.of(Kind.IMAGE, Kind.DOCUMENT));

  /**
   * DeepSeek, "Responses API": stateless, images but no files, and a reasoning item's text is part
   * of the input.
   */
  static final ResponsesFlavour DEEPSEEK =
      new ResponsesFlavour(false, Replay.AS_IT_CAME, Optional.empty(), Set.of(Kind.IMAGE));

  /** A server of which nothing is known but that it has the interface. */
  static final ResponsesFlavour PLAIN =
      new ResponsesFlavour(false, Replay.NONE, Optional.empty(), Set.of(Kind.IMAGE, Kind.DOCUMENT));

  /** Returns whether to ask for the encrypted reasoning of a model. */
  boolean asksForEncrypted(String model) {
    return encrypted.filter(pattern -> pattern.matcher(model).find()).isPresent();
  }
}
