package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.internal.StrictTokens;
import dev.instructor.schema.internal.TokenCheck;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the tokens of an answer along the nodes of its schema.
 *
 * <p>It gives up at whatever a tree would read in another way than the tokens: a name twice, a null
 * that stands for absence, a name that may be an alias.
 */
final class TokenWalk implements TokenCheck.Walk {
  /** Deeper values are left to the tree, which says so. */
  private static final int MAX_DEPTH = StrictTokens.MAX_DEPTH - 100;

  private final Findings findings = new Findings();
  private Frame frame = new Frame(null);
  private TokenNode next;
  private boolean absentIfNull;
  private int depth;

  /**
   * A way to check.
   *
   * @param root the root
   * @param wrapper the property that the root may be wrapped into
   */
  record Start(TokenNode root, Optional<String> wrapper) implements TokenCheck {
    @Override
    public Walk walk() {
      return new TokenWalk(root);
    }
  }

  private TokenWalk(TokenNode root) {
    next = root;
  }

  /** An object or array that has begun. Kept for the next one of its depth. */
  private static final class Frame {
    private final @Nullable Frame outer;
    private @Nullable Frame inner;
    private @Nullable TokenNode node;
    private boolean array;
    private int position;
    private long seen;
    private long count;
    private @Nullable Set<String> names;

    private Frame(@Nullable Frame outer) {
      this.outer = outer;
    }

    private Frame enter(TokenNode entered, boolean isArray) {
      Frame known = inner;
      if (known == null) {
        known = new Frame(this);
        inner = known;
      }
      known.node = entered;
      known.array = isArray;
      known.position = 0;
      known.seen = 0;
      known.count = 0;
      known.names = null;
      return known;
    }
  }

  @Override
  public @Nullable String expected() {
    TokenNode object = frame.node;
    return object != null && frame.position < object.names.length
        ? object.names[frame.position]
        : null;
  }

  @Override
  public boolean name(String name) {
    TokenNode object = frame.node;
    if (object == null) {
      return false;
    }
    TokenNode.Slot slot = object.properties.get(name);
    frame.count++;
    if (slot != null) {
      boolean first = (frame.seen & slot.bit()) == 0;
      frame.seen |= slot.bit();
      frame.position = slot.index() + 1;
      next = slot.node();
      absentIfNull = slot.absentIfNull();
      return first;
    }
    TokenNode additional = object.additional;
    if (additional == null) {
      return false;
    }
    next = additional;
    absentIfNull = false;
    Set<String> names = frame.names;
    if (names == null) {
      names = new HashSet<>();
      frame.names = names;
    }
    return names.add(name);
  }

  @Override
  public TokenCheck.Step value(int type) {
    TokenNode declared = next;
    boolean absent = absentIfNull && type == NULL;
    absentIfNull = false;
    if (frame.array) {
      frame.count++;
      TokenNode items = frame.node == null ? null : frame.node.items;
      if (items == null) {
        return TokenCheck.Step.GIVE_UP;
      }
      declared = items;
    }
    TokenNode node = declared.at(type);
    if (node == null || absent) {
      return TokenCheck.Step.GIVE_UP;
    }
    next = node;
    if ((node.taken & type) != 0) {
      return type > ARRAY || enter(node, type == ARRAY)
          ? TokenCheck.Step.TAKE
          : TokenCheck.Step.GIVE_UP;
    }
    if ((node.looked & type) != 0) {
      return TokenCheck.Step.LOOK;
    }
    return (node.collected & type) != 0 ? TokenCheck.Step.COLLECT : TokenCheck.Step.GIVE_UP;
  }

  private boolean enter(TokenNode node, boolean array) {
    frame = frame.enter(node, array);
    return ++depth < MAX_DEPTH;
  }

  @Override
  public boolean accepts(Json scalar) {
    return findings.probe(next.schema, scalar);
  }

  @Override
  public @Nullable Json restored(Json value) {
    Json restored = next.restorer.restore(value, new Restorer.Memory());
    return new Findings().probe(next.schema, restored) ? restored : null;
  }

  @Override
  public boolean end() {
    Frame left = frame;
    TokenNode node = left.node;
    Frame outer = left.outer;
    if (node == null || outer == null) {
      return false;
    }
    frame = outer;
    depth--;
    return left.array
        ? left.count >= node.minItems && left.count <= node.maxItems
        : (left.seen & node.required) == node.required
            && left.count >= node.minMembers
            && left.count <= node.maxMembers;
  }
}
