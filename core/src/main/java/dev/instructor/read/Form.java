package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a subschema wants, as far as it can lead a coercion. Its parts are filled in after it was
 * made, because a schema may contain itself; from then on it is immutable.
 */
final class Form {
  /** The types of JSON Schema. */
  enum Type {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    NULL
  }

  private final String pointer;
  private final JsonObject source;
  final List<Form> also = new ArrayList<>();
  final List<List<Form>> unions = new ArrayList<>();
  final Map<String, Form> properties = new LinkedHashMap<>();
  final List<Form> prefix = new ArrayList<>();
  @Nullable Form additional;
  @Nullable Form items;
  // Worked out at the first use: two threads may both do it, and come to the same.
  private volatile @Nullable Facts facts;

  Form(String pointer, JsonObject source) {
    this.pointer = pointer;
    this.source = source;
  }

  /** Returns where it stands in the schema. */
  String pointer() {
    return pointer;
  }

  /** Returns the keywords. */
  JsonObject source() {
    return source;
  }

  /** Returns whether a value of the type may fit. */
  boolean wants(Type type) {
    return facts().types.contains(type);
  }

  /** Returns whether nothing but a value of these types may fit. */
  boolean wantsOnly(Type type) {
    return facts().types.size() == 1 && wants(type);
  }

  /** Returns this and all that must hold beside it. */
  List<Form> aspects() {
    return facts().aspects;
  }

  /** Returns the texts of {@code enum} and {@code const}, of every branch too. */
  List<Json> choices() {
    return facts().texts;
  }

  /** Returns how the texts of {@link #choices()} are spelt, in their order. */
  Spelling spelling() {
    return facts().spelling;
  }

  /** Returns the names of formats, of every branch too. */
  Set<String> formats() {
    return facts().formats;
  }

  /** Returns the patterns, of every branch too. */
  Set<String> patterns() {
    return facts().patterns;
  }

  /** Returns the names of the properties, of every branch too. */
  Set<String> names() {
    return facts().names;
  }

  /** Returns the names of the required properties, whichever branch is meant. */
  Set<String> required() {
    return facts().required;
  }

  /** Returns the names of the properties of this, without those of branches. */
  Set<String> ownNames() {
    return facts().ownNames;
  }

  /** Returns whether names that are not stated are the names of a map. */
  boolean isMap() {
    return facts().map;
  }

  /** Returns whether its numbers are at most 1, so that percentages could be meant otherwise. */
  boolean isFraction() {
    return facts().fraction;
  }

  /** Returns what a member must fit. */
  List<Form> member(String name) {
    List<Form> forms = new ArrayList<>(1);
    for (Form aspect : aspects()) {
      Form stated = aspect.properties.get(name);
      Form form = stated == null ? aspect.additional : stated;
      if (form != null) {
        forms.add(form);
      }
    }
    return forms;
  }

  /** Returns what an item must fit. */
  List<Form> item(int index) {
    List<Form> forms = new ArrayList<>(1);
    for (Form aspect : aspects()) {
      Form form = index < aspect.prefix.size() ? aspect.prefix.get(index) : aspect.items;
      if (form != null) {
        forms.add(form);
      }
    }
    return forms;
  }

  private Facts facts() {
    Facts known = facts;
    if (known == null) {
      known = new Facts(this);
      facts = known;
    }
    return known;
  }

  /** What follows from the keywords of this, of what holds beside it and of its branches. */
  private static final class Facts {
    private final Set<Type> types;
    private final List<Form> aspects;
    private final Set<Json> choices = new LinkedHashSet<>();
    private final Set<String> formats = new LinkedHashSet<>();
    private final Set<String> patterns = new LinkedHashSet<>();
    private final Set<String> ownNames = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final List<Json> texts;
    private final Spelling spelling;
    private boolean map;
    private boolean fraction;

    Facts(Form form) {
      Set<Form> reached = new LinkedHashSet<>();
      reached.add(form);
      form.also.forEach(other -> reached.addAll(other.facts().aspects));
      aspects = List.copyOf(reached);
      types = EnumSet.allOf(Type.class);
      for (Form aspect : aspects) {
        types.retainAll(typesOf(aspect.source));
        own(aspect);
        for (List<Form> union : aspect.unions) {
          Set<Type> some = EnumSet.noneOf(Type.class);
          union.forEach(branch -> some.addAll(branch.facts().types));
          types.retainAll(some);
          union.forEach(branch -> add(branch.facts()));
        }
      }
      names.addAll(ownNames);
      texts = choices.stream().filter(choice -> choice instanceof JsonString).toList();
      spelling = new Spelling(texts.stream().map(text -> text.asText().orElse("")).toList());
    }

    private void own(Form aspect) {
      JsonObject source = aspect.source;
      source.get("const").ifPresent(choices::add);
      choices.addAll(source.items("enum"));
      source.text("format").ifPresent(formats::add);
      source.text("pattern").ifPresent(patterns::add);
      ownNames.addAll(aspect.properties.keySet());
      source.items("required").forEach(name -> name.asText().ifPresent(required::add));
      map |= aspect.additional != null;
      fraction |=
          source.members().get("maximum") instanceof JsonNumber most
              && most.value().compareTo(BigDecimal.ONE) <= 0;
    }

    private void add(Facts branch) {
      choices.addAll(branch.choices);
      formats.addAll(branch.formats);
      patterns.addAll(branch.patterns);
      names.addAll(branch.names);
      map |= branch.map;
      fraction |= branch.fraction;
    }

    private static Set<Type> typesOf(JsonObject source) {
      Set<Type> types = EnumSet.allOf(Type.class);
      Json stated = source.members().get("type");
      if (stated != null) {
        Set<Type> named = EnumSet.noneOf(Type.class);
        stated.asText().ifPresent(name -> add(name, named));
        source.items("type").forEach(name -> name.asText().ifPresent(n -> add(n, named)));
        types.retainAll(named);
      }
      if (source.has("const") || source.has("enum")) {
        Set<Type> valued = EnumSet.noneOf(Type.class);
        source.get("const").ifPresent(value -> add(value.type(), valued));
        source.items("enum").forEach(value -> add(value.type(), valued));
        types.retainAll(valued);
      }
      return types;
    }

    private static void add(String name, Set<Type> types) {
      for (Type type : Type.values()) {
        if (type.name().equalsIgnoreCase(name)) {
          types.add(type);
        }
      }
      if (types.contains(Type.NUMBER)) {
        types.add(Type.INTEGER);
      }
    }
  }
}
