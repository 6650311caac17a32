package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonNumber;
import dev.instructor.json.JsonObject;
import dev.instructor.json.PartialJson;
import dev.instructor.json.Repair;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.Aliases;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.schema.SchemaPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in a schema, and how what stands there is found and read while the answer is still
 * growing: in the dialect that was asked for or in the schema's own form, under its name or an
 * alias. Immutable apart from its caches, thread-safe; made once and used often.
 */
public final class Place {
  /** Keywords that set no limit to a string. */
  private static final Set<String> NOTES =
      Set.of("type", "description", "title", "examples", "default", "$comment");

  private static final int MAX = Integer.MAX_VALUE;

  private final Form form;
  private final List<SchemaPart> origins;
  private final List<SchemaPart> alternatives;
  private final Optional<String> wrapper;
  private final boolean list;
  private final boolean map;
  private final Map<String, Place> members = new ConcurrentHashMap<>();
  private volatile @Nullable Place item;
  private volatile @Nullable Reading reading;
  private volatile @Nullable Boolean freeText;
  private volatile @Nullable Integer shortestText;
  private volatile @Nullable KeyNames names;

  /** The form of the answers: what is the same for every place of a schema. */
  private record Form(SchemaDialect dialect, Optional<Aliases> aliases, Set<Repair.Kind> refused) {}

  private Place(Form form, Set<SchemaPart> origins, Optional<String> wrapper) {
    this.form = form;
    this.origins = List.copyOf(origins);
    Set<SchemaPart> all = new LinkedHashSet<>();
    this.origins.forEach(origin -> all.addAll(origin.alternatives()));
    this.alternatives = List.copyOf(all);
    this.wrapper = wrapper;
    this.list =
        !alternatives.isEmpty()
            && alternatives.stream()
                .allMatch(part -> part.schema().text("type").filter("array"::equals).isPresent());
    this.map =
        alternatives.size() == 1
            && alternatives.get(0).properties().isEmpty()
            && alternatives.get(0).otherProperties().isPresent();
  }

  /**
   * Returns the place of the whole answer.
   *
   * @param schema the schema in its own form
   * @param dialect the dialect in which it was asked for
   * @param adapted what the dialect makes of it
   * @param aliases other names that are accepted
   * @param refused the liberties that are not taken
   */
  public static Place root(
      JsonSchema schema,
      SchemaDialect dialect,
      AdaptedSchema adapted,
      Optional<Aliases> aliases,
      Set<Repair.Kind> refused) {
    SchemaPart whole = SchemaPart.of(schema);
    Form form = new Form(dialect, aliases, Set.copyOf(refused));
    return new Place(form, Set.of(whole), wrapper(whole, adapted.schema()));
  }

  /** Returns the one property that a dialect wrapped a root into that is no object. */
  private static Optional<String> wrapper(SchemaPart whole, JsonObject sent) {
    Set<String> names = sent.object("properties").orElse(JsonObject.empty()).members().keySet();
    return names.size() == 1
        ? names.stream()
            .filter(
                name ->
                    whole.alternatives().stream()
                        .noneMatch(part -> part.properties().contains(name)))
            .filter(name -> !whole.schema().equals(sent))
            .findFirst()
        : Optional.empty();
  }

  /** Returns the answer itself, out of the object into which the dialect wrapped it. */
  public PartialJson unwrapped(PartialJson answer) {
    return wrapper.isEmpty() || answer.size() != 1
        ? answer
        : answer.member(wrapper.get()).orElse(answer);
  }

  /** Returns whether a name at the root is that of the object into which the root was wrapped. */
  public boolean isWrapper(String name) {
    return wrapper.filter(name::equals).isPresent();
  }

  /** Returns whether nothing is known of what stands here. */
  public boolean isUnknown() {
    return alternatives.isEmpty();
  }

  /**
   * Returns a limit that the schema sets, such as {@code maxItems}; {@link Integer#MAX_VALUE} if it
   * sets none or one that is larger.
   */
  public int limit(String keyword) {
    return alternatives.size() == 1 ? limit(alternatives.get(0).schema(), keyword) : MAX;
  }

  private static int limit(JsonObject schema, String keyword) {
    return schema.members().get(keyword) instanceof JsonNumber number
        ? number.value().min(BigDecimal.valueOf(MAX)).intValue()
        : MAX;
  }

  /**
   * Returns the least number of characters to which the schema limits any string; {@link
   * Integer#MAX_VALUE} if it limits none.
   */
  public int shortestText() {
    Integer known = shortestText;
    if (known == null) {
      known = Integer.MAX_VALUE;
      for (SchemaPart origin : origins) {
        known = Math.min(known, shortestText(origin.alone().document()));
      }
      shortestText = known;
    }
    return known;
  }

  private static int shortestText(Json schema) {
    Collection<Json> parts =
        schema instanceof JsonObject object
            ? object.members().values()
            : schema instanceof JsonArray array ? array.items() : List.of();
    int shortest = schema instanceof JsonObject object ? limit(object, "maxLength") : MAX;
    for (Json part : parts) {
      shortest = Math.min(shortest, shortestText(part));
    }
    return shortest;
  }

  /**
   * Returns the place of a member.
   *
   * @param here what has grown here so far: of a union, what it says already rules branches out
   * @param name the name in the schema's own form
   */
  public Place member(PartialJson here, String name) {
    List<SchemaPart> possible =
        alternatives.size() > 1
            ? alternatives.stream().filter(part -> mayBe(part, here)).toList()
            : alternatives;
    String key = possible.size() == alternatives.size() ? name : name + possible;
    Place known = members.get(key);
    return known == null ? members.computeIfAbsent(key, k -> memberOf(possible, name)) : known;
  }

  /** Returns the place of a member, whatever else has grown. */
  public Place member(String name) {
    Place known = members.get(name);
    return known == null ? members.computeIfAbsent(name, k -> memberOf(alternatives, name)) : known;
  }

  private Place memberOf(List<SchemaPart> possible, String name) {
    Set<SchemaPart> found = new LinkedHashSet<>();
    for (SchemaPart part : possible) {
      part.property(name).or(part::otherProperties).ifPresent(found::add);
    }
    return new Place(form, found, Optional.empty());
  }

  /** Returns whether a branch is not ruled out by its fixed values. */
  private static boolean mayBe(SchemaPart part, PartialJson here) {
    for (String name : part.properties()) {
      Optional<JsonObject> property = part.property(name).map(SchemaPart::schema);
      Optional<Json> wanted = property.flatMap(p -> p.get("const"));
      Optional<Json> said =
          here.member(name)
              .filter(member -> member.state() == PartialJson.State.DONE)
              .map(PartialJson::json);
      if (wanted.isPresent() && said.isPresent() && !wanted.get().sameAs(said.get())) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a list stands here, and nothing else. */
  public boolean isList() {
    return list;
  }

  /** Returns the place of each item of a list. */
  public Place item() {
    Place known = item;
    if (known == null) {
      Set<SchemaPart> found = new LinkedHashSet<>();
      alternatives.forEach(part -> part.items().ifPresent(found::add));
      known = new Place(form, found, Optional.empty());
      item = known;
    }
    return known;
  }

  /** Returns whether the values under free names are of one kind here, as in a map. */
  public boolean isMap() {
    return map;
  }

  /**
   * Returns what has grown of a member: under its name, an alias, or as the entry of a map that was
   * asked for as a list.
   */
  public Optional<PartialJson> find(PartialJson here, String name) {
    Optional<PartialJson> exact = here.member(name);
    if (exact.isPresent()) {
      return exact;
    }
    if (here.type().equals("array") && isMap()) {
      return entry(here, name);
    }
    for (String other : here.names()) {
      if (isOtherNameOf(other, name)) {
        return here.member(other);
      }
    }
    return Optional.empty();
  }

  private static Optional<PartialJson> entry(PartialJson entries, String key) {
    for (int i = 0; i < entries.size(); i++) {
      PartialJson entry = entries.item(i);
      if (entry
          .member("key")
          .filter(k -> k.state() == PartialJson.State.DONE && k.text().toString().equals(key))
          .isPresent()) {
        return entry.member("value");
      }
    }
    return Optional.empty();
  }

  private boolean isOtherNameOf(String other, String name) {
    return isAliasOf(other, name)
        || (!names().has(other)
            && !form.refused().contains(Repair.Kind.KEY)
            && names().meant(other).filter(name::equals).isPresent());
  }

  private boolean isAliasOf(String other, String name) {
    return form.aliases().isPresent()
        && !form.refused().contains(Repair.Kind.ALIAS)
        && alternatives.stream()
            .anyMatch(part -> name.equals(form.aliases().get().at(part).get(other)));
  }

  private KeyNames names() {
    KeyNames known = names;
    if (known == null) {
      Set<String> all = new LinkedHashSet<>();
      alternatives.forEach(part -> all.addAll(part.properties()));
      known = new KeyNames(all);
      names = known;
    }
    return known;
  }

  /**
   * Returns whether a string can be shown here while it grows: free text can, but the beginning of
   * an enum value or of a date means something else than the whole.
   */
  public boolean showsGrowingText() {
    for (SchemaPart part : alternatives) {
      JsonObject schema = part.schema();
      boolean text = schema.text("type").filter("string"::equals).isPresent();
      boolean fixed =
          schema.has("enum")
              || schema.has("const")
              || schema.has("format")
              || schema.has("pattern");
      if (fixed || (!text && schema.has("type"))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether any string may stand here, and nothing else. */
  public boolean isFreeText() {
    Boolean known = freeText;
    if (known == null) {
      known = !alternatives.isEmpty() && alternatives.stream().allMatch(Place::isFreeText);
      freeText = known;
    }
    return known;
  }

  private static boolean isFreeText(SchemaPart part) {
    JsonObject schema = part.schema();
    return schema.text("type").filter("string"::equals).isPresent()
        && NOTES.containsAll(schema.members().keySet());
  }

  /** Returns what has grown, as far as it can be shown; nothing if nothing can. */
  public Optional<Json> shown(PartialJson here) {
    if (here.state() == PartialJson.State.DONE) {
      return Optional.of(here.json());
    }
    return switch (here.type()) {
      case "object" -> Optional.of(shownObject(here));
      case "array" -> Optional.of(Json.array(shownItems(here)));
      case "string" -> showsGrowingText() ? Optional.of(here.json()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Json shownObject(PartialJson here) {
    JsonObject.Builder object = Json.object();
    for (String name : here.names()) {
      Place place = member(here, name);
      here.member(name).flatMap(place::shown).ifPresent(value -> object.put(name, value));
    }
    return object.build();
  }

  private List<Json> shownItems(PartialJson here) {
    List<Json> items = new ArrayList<>(here.size());
    Place place = item();
    for (int i = 0; i < here.size(); i++) {
      place.shown(here.item(i)).ifPresent(items::add);
    }
    return items;
  }

  /** Returns what a value that stands here says, in the schema's own form, and what is wrong. */
  public Reading.Result read(Json value) {
    return reading().readValue(value);
  }

  /** Returns whether a value that stands here keeps to the schema without any liberty. */
  public boolean keeps(Json value) {
    return reading().keeps(value);
  }

  private Reading reading() {
    Reading known = reading;
    if (known == null) {
      known = makeReading().refusing(form.refused());
      reading = known;
    }
    return known;
  }

  private Reading makeReading() {
    if (origins.size() != 1) {
      return Reading.of(JsonSchema.of(JsonObject.empty()));
    }
    SchemaPart origin = origins.get(0);
    JsonSchema alone = origin.alone();
    Optional<Aliases> aliases = form.aliases().map(all -> all.within(origin));
    boolean scalar = alternatives.stream().allMatch(Place::isScalar);
    return scalar
        ? Reading.of(alone, value -> value, aliases)
        : Reading.of(alone, form.dialect().adapt(alone).restoration(), aliases);
  }

  private static boolean isScalar(SchemaPart part) {
    return part.schema()
        .text("type")
        .filter(type -> !type.equals("object") && !type.equals("array"))
        .isPresent();
  }
}
