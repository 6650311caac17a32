package dev.instructor.schema;

import dev.instructor.json.JsonObject;
import dev.instructor.schema.internal.TokenCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a schema, and how an answer to its adapted form is restored, into the nodes of a {@link
 * TokenWalk}.
 *
 * <p>What cannot be checked token by token is collected: unions that more than a type tells apart,
 * {@code uniqueItems}, values of any type, maps that were sent as lists.
 */
final class TokenCompiler {
  private static final int OBJECT = ValueRules.OBJECT;
  private static final int ARRAY = ValueRules.ARRAY;
  private static final int NUMBERS = ValueRules.NUMBER | ValueRules.INTEGER;
  private static final int ALL = ValueRules.ANY | ValueRules.INTEGER;
  private static final int SCALARS = ALL & ~(OBJECT | ARRAY);

  /** The bits of a long. */
  private static final int MAX_PROPERTIES = 64;

  private final IdentityHashMap<SchemaNode, IdentityHashMap<Restorer, TokenNode>> known =
      new IdentityHashMap<>();
  private final @Nullable TokenNode unknown;
  private boolean collects;

  private TokenCompiler(boolean aliased) {
    unknown = aliased ? null : anything();
  }

  private static TokenNode anything() {
    TokenNode node = new TokenNode(new SchemaNode(JsonObject.empty()), Restorer.SAME);
    node.taken = SCALARS;
    node.collected = OBJECT | ARRAY;
    return node;
  }

  /**
   * Returns how to check answers.
   *
   * @param schema the schema
   * @param restoration how an answer is restored to the schema's form
   * @param aliased whether answers may hold other names than the schema's: these would not be found
   *     in what is collected
   * @return empty if there is nothing to gain: the whole answer would be collected
   */
  static Optional<TokenCheck> compile(
      SchemaNode schema, AdaptedSchema.Restoration restoration, boolean aliased) {
    Optional<String> wrapper = Optional.empty();
    AdaptedSchema.Restoration inner = restoration;
    if (restoration instanceof RootShape.Unwrapping unwrapping) {
      wrapper = Optional.of(unwrapping.name());
      inner = unwrapping.inner();
    }
    if (!(inner instanceof Restorer.Undoing undoing)) {
      return Optional.empty();
    }
    TokenCompiler compiler = new TokenCompiler(aliased);
    TokenNode root = compiler.node(schema, undoing.restorer());
    boolean walked = isTaken(root.at(OBJECT), OBJECT) || isTaken(root.at(ARRAY), ARRAY);
    return walked && !(aliased && compiler.collects)
        ? Optional.of(new TokenWalk.Start(root, wrapper))
        : Optional.empty();
  }

  private static boolean isTaken(@Nullable TokenNode node, int type) {
    return node != null && (node.taken & type) != 0;
  }

  private TokenNode node(SchemaNode schema, Restorer given) {
    Restorer restorer = given;
    while (restorer instanceof Restorer.OfReference reference) {
      restorer = reference.target();
    }
    IdentityHashMap<Restorer, TokenNode> ofSchema =
        known.computeIfAbsent(schema, node -> new IdentityHashMap<>());
    TokenNode node = ofSchema.get(restorer);
    if (node == null) {
      node = new TokenNode(schema, restorer);
      ofSchema.put(restorer, node);
      List<Rule> rules = new ArrayList<>();
      flatten(schema, rules);
      if (rules.size() == 1 && rules.get(0) instanceof UnionRule union) {
        union(node, union);
      } else {
        new Rules(node).compile(rules);
      }
      collects |= node.collected != 0;
    }
    return node;
  }

  /** References are followed: what they refer to holds in the same place. */
  private static void flatten(SchemaNode schema, List<Rule> rules) {
    for (Rule rule : schema.rules()) {
      if (rule instanceof ValueRules.Also also) {
        flatten(also.node(), rules);
      } else {
        rules.add(rule);
      }
    }
  }

  /** A value whose type leaves one branch is a value of that branch. */
  private void union(TokenNode node, UnionRule union) {
    @Nullable TokenNode[] byType = new TokenNode[Integer.bitCount(ALL)];
    TokenNode whole = new TokenNode(node.schema, node.restorer);
    whole.collected = ALL;
    for (int i = 0; i < byType.length; i++) {
      int type = 1 << i;
      SchemaNode only = null;
      int possible = 0;
      for (SchemaNode branch : union.branches()) {
        if ((UnionBranch.of(branch).types() & type) != 0) {
          only = branch;
          possible++;
        }
      }
      boolean restored = node.restorer != Restorer.SAME && (type & SCALARS) == 0;
      if (possible > 1 || restored) {
        byType[i] = whole;
        collects = true;
      } else if (only != null) {
        byType[i] = node(only, Restorer.SAME);
      }
    }
    node.byType = byType;
  }

  /** The rules of one node. */
  private final class Rules {
    private final TokenNode node;
    private int types = ALL;
    private boolean hasProperties;
    private boolean hasItems;

    private Rules(TokenNode node) {
      this.node = node;
    }

    private void compile(List<Rule> rules) {
      rules.forEach(this::rule);
      List<String> required = new ArrayList<>();
      for (Rule rule : rules) {
        if (rule instanceof ObjectRules.Required names) {
          required.addAll(names.names());
        }
      }
      require(required);
      if (!hasProperties) {
        node.collected |= OBJECT;
      }
      if (!hasItems) {
        node.collected |= ARRAY;
      }
      node.collected &= types;
      restored();
      node.looked &= types & ~node.collected;
      node.taken = types & ~node.looked & ~node.collected;
    }

    private void rule(Rule rule) {
      if (rule instanceof ValueRules.TypeRule type) {
        types &= (type.types() & ValueRules.NUMBER) != 0 ? type.types() | NUMBERS : type.types();
      } else if (rule instanceof ValueRules.OneOfValues) {
        node.looked |= SCALARS;
        node.collected |= OBJECT | ARRAY;
      } else if (rule instanceof NumberRules.Bound || rule instanceof NumberRules.MultipleOf) {
        node.looked |= NUMBERS;
      } else if (rule instanceof StringRules.MinLength
          || rule instanceof StringRules.MaxLength
          || rule instanceof StringRules.PatternRule
          || rule instanceof StringRules.FormatRule) {
        node.looked |= ValueRules.STRING;
      } else if (rule instanceof ArrayRules.Size size) {
        node.minItems = size.upper() ? node.minItems : Math.max(node.minItems, size.limit());
        node.maxItems = size.upper() ? Math.min(node.maxItems, size.limit()) : node.maxItems;
      } else if (rule instanceof ObjectRules.Size size) {
        node.minMembers = size.upper() ? node.minMembers : Math.max(node.minMembers, size.limit());
        node.maxMembers = size.upper() ? Math.min(node.maxMembers, size.limit()) : node.maxMembers;
      } else if (rule instanceof ArrayRules.Items items) {
        items(items);
      } else if (rule instanceof ObjectRules.Properties members) {
        properties(members);
      } else if (rule instanceof ArrayRules.Unique) {
        node.collected |= ARRAY;
      } else if (rule instanceof ObjectRules.PropertyNames) {
        node.collected |= OBJECT;
      } else if (!(rule instanceof ObjectRules.Required)) {
        node.collected = ALL;
      }
    }

    private void items(ArrayRules.Items items) {
      if (hasItems || items.rest() == null || !items.prefix().isEmpty()) {
        node.collected |= ARRAY;
      } else {
        Restorer each =
            node.restorer instanceof Restorer.OfArray array ? array.items() : Restorer.SAME;
        node.items = node(items.rest(), each);
      }
      hasItems = true;
    }

    private void properties(ObjectRules.Properties members) {
      if (hasProperties || members.properties().size() > MAX_PROPERTIES) {
        node.collected |= OBJECT;
        hasProperties = true;
        return;
      }
      hasProperties = true;
      if (members.additional() == null) {
        node.additional = members.closed() ? null : unknown;
      } else if (members.properties().isEmpty()) {
        node.additional = node(members.additional(), Restorer.SAME);
      }
      Map<String, TokenNode.Slot> slots = new HashMap<>();
      members
          .properties()
          .forEach(
              (name, property) -> {
                boolean absent = false;
                Restorer restorer = Restorer.SAME;
                if (node.restorer instanceof Restorer.OfObject object) {
                  absent = object.optional().contains(name);
                  restorer = object.properties().getOrDefault(name, Restorer.SAME);
                }
                slots.put(name, new TokenNode.Slot(node(property, restorer), slots.size(), absent));
              });
      node.properties = slots;
      node.names = new String[slots.size()];
      slots.forEach((name, slot) -> node.names[slot.index()] = isPlain(name) ? name : null);
    }

    private static boolean isPlain(String name) {
      return name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
    }

    private void require(List<String> names) {
      for (String name : names) {
        TokenNode.Slot slot = node.properties.get(name);
        if (slot == null) {
          node.collected |= OBJECT;
        } else {
          node.required |= slot.bit();
        }
      }
    }

    /** What was adapted in another way than by its parts is collected, whatever its type is now. */
    private void restored() {
      if (node.restorer != Restorer.SAME
          && !(node.restorer instanceof Restorer.OfObject)
          && !(node.restorer instanceof Restorer.OfArray)) {
        node.collected |= OBJECT | ARRAY;
      }
    }
  }
}
