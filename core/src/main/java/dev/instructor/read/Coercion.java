package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.Repair.Kind;
import dev.instructor.schema.CheckedParts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the value of an answer fit a schema, by liberties that lose nothing. A value that fits is
 * never touched, and a liberty is kept only if it makes its place fit. For one answer and one
 * thread.
 *
 * <p>What a part of the schema makes of a part of the value is worked out once, so that the time
 * grows with the size of the value, whatever unions and wrappers there are.
 */
final class Coercion {
  /** Deeper values stay as they are: no honest answer needs a liberty down there. */
  private static final int MAX_DEPTH = 100;

  /** So many places that do not fit are looked at; the rest of a hostile value stays as it is. */
  private static final int MAX_PLACES = 500_000;

  /** So many lists and objects are put around one part: {@code "a"} to {@code {"list": ["a"]}}. */
  private static final int MAX_AROUND = 2;

  private final CheckedParts.Probe probe;
  private final Set<Kind> refused;
  private final Form root;
  private final UnaryOperator<Json> own;
  private final IdentityHashMap<Json, String> written;
  private final Instead instead;
  private final Map<Place, Outcome> known = new HashMap<>();

  /** Lists and objects that stand nowhere in the answer, but were put around a part of it. */
  private final Set<Json> made = Collections.newSetFromMap(new IdentityHashMap<>());

  private int around;
  private int depth;
  private int places;

  /**
   * Creates a coercion.
   *
   * @param refused the liberties that are not taken
   * @param own brings what was found inside of the whole answer into the schema's own form
   * @param written by identity, numbers that were not written as JSON has them, as they were
   */
  Coercion(
      CheckedParts.Probe probe,
      Form root,
      Set<Kind> refused,
      UnaryOperator<Json> own,
      IdentityHashMap<Json, String> written) {
    this.probe = probe;
    this.root = root;
    this.refused = refused;
    this.own = own;
    this.written = written;
    this.instead = new Instead(this);
  }

  /** Returns what the whole schema makes of an answer. */
  Outcome coerce(Json value) {
    return coerce(root, value);
  }

  /** Returns what the whole schema makes of the list of several answers. */
  Outcome coerceTogether(Json values) {
    return coerceMade(root, values);
  }

  /** Returns whether a form accepts a value as it is. */
  boolean fits(Form form, Json value) {
    return probe.accepts(form.pointer(), value);
  }

  /** Returns whether a form is that of the whole answer. */
  boolean isRoot(Form form) {
    return form == root;
  }

  boolean allows(Kind kind) {
    return !refused.contains(kind);
  }

  /** Returns what a form makes of a value. */
  Outcome coerce(Form form, Json value) {
    if (fits(form, value)) {
      return Outcome.asIs(value, true);
    }
    if (depth >= MAX_DEPTH) {
      return Outcome.asIs(value, false);
    }
    Place place = new Place(form, value, around);
    Outcome before = known.get(place);
    if (before != null) {
      return before;
    }
    if (++places > MAX_PLACES) {
      return Outcome.asIs(value, false);
    }
    // A schema that contains itself asks the same again on the way: that leads nowhere.
    known.put(place, Outcome.asIs(value, false));
    depth++;
    Outcome outcome = decide(form, value);
    depth--;
    known.put(place, outcome);
    return outcome;
  }

  /** Returns what a form makes of a value that was found inside of another. */
  Outcome coerceFound(Form form, Json value) {
    return coerce(form, form == root ? own.apply(value) : value);
  }

  /** Returns what a form makes of a list or an object that was put around a value. */
  Outcome coerceMade(Form form, Json value) {
    if (around == MAX_AROUND) {
      return Outcome.asIs(value, false);
    }
    made.add(value);
    around++;
    Outcome outcome = coerce(form, value);
    around--;
    return outcome;
  }

  /** Returns whether a value stands nowhere in the answer. */
  boolean isMade(Json value) {
    return made.contains(value);
  }

  private Outcome decide(Form form, Json value) {
    Outcome inPlace = inPlace(form, value);
    if (inPlace.fits()) {
      return inPlace;
    }
    Outcome other = instead.of(form, value);
    return other == null ? inPlace : other;
  }

  private Outcome inPlace(Form form, Json value) {
    int aroundThis = around;
    around = isMade(value) ? around : 0;
    Outcome outcome = Outcome.asIs(value, false);
    if (value instanceof JsonObject object && form.wants(Form.Type.OBJECT)) {
      outcome = new Members(this, form).coerce(object);
    } else if (value instanceof JsonArray array && form.wants(Form.Type.ARRAY)) {
      outcome = items(form, array);
    } else {
      outcome = scalar(form, value);
    }
    around = aroundThis;
    return outcome.fits() ? outcome : unions(form, outcome);
  }

  private Outcome items(Form form, JsonArray array) {
    List<Json> items = new ArrayList<>(array.items());
    List<Trail> trails = new ArrayList<>();
    int weight = 0;
    for (int i = 0; i < items.size(); i++) {
      Outcome item = all(form.item(i), items.get(i));
      if (item.weight() > 0) {
        items.set(i, item.value());
        trails.add(item.trail().under(Integer.toString(i)));
        weight += item.weight();
      }
    }
    if (weight == 0) {
      return Outcome.asIs(array, false);
    }
    Json changed = Json.array(items);
    return new Outcome(changed, new Trail.All(trails), weight, fits(form, changed));
  }

  /** Returns what several forms that must all hold make of a value. */
  Outcome all(List<Form> forms, Json value) {
    Outcome outcome = Outcome.asIs(value, true);
    for (Form form : forms) {
      Outcome next = coerce(form, outcome.value());
      outcome =
          new Outcome(
              next.value(),
              outcome.trail().then(next.trail()),
              outcome.weight() + next.weight(),
              outcome.fits() && next.fits());
    }
    return outcome;
  }

  private Outcome scalar(Form form, Json value) {
    ScalarForms.Reading best = null;
    boolean unclear = false;
    for (ScalarForms.Reading reading :
        ScalarForms.of(value, form, literal -> written.getOrDefault(value, literal))) {
      if (allows(reading.kind()) && fits(form, reading.value())) {
        if (best == null || reading.weight() < best.weight()) {
          best = reading;
          unclear = false;
        } else if (reading.weight() == best.weight() && !reading.value().sameAs(best.value())) {
          unclear = true;
        }
      }
    }
    return best == null || unclear
        ? Outcome.asIs(value, false)
        : Outcome.asIs(best.value(), true).after(best.kind(), value, best.weight());
  }

  private Outcome unions(Form form, Outcome before) {
    Outcome outcome = before;
    for (Form aspect : form.aspects()) {
      for (List<Form> union : aspect.unions) {
        Outcome branch = union(form, union, outcome.value());
        if (branch != null) {
          outcome =
              new Outcome(
                  branch.value(),
                  outcome.trail().then(branch.trail()),
                  outcome.weight() + branch.weight(),
                  fits(form, branch.value()));
        }
      }
    }
    return outcome;
  }

  /** Returns what the only branch, or the only best one, makes of a value; null if none does. */
  private @Nullable Outcome union(Form form, List<Form> branches, Json value) {
    List<Outcome> outcomes = new ArrayList<>(branches.size());
    Outcome meant = null;
    int ofType = 0;
    for (Form branch : branches) {
      Outcome outcome = coerce(branch, value);
      if (outcome.fits()) {
        outcomes.add(outcome);
      }
      if (branch.wants(typeOf(value))) {
        ofType++;
        meant = outcome;
      }
    }
    Outcome best = lightest(outcomes);
    if (best != null || !outcomes.isEmpty() || value.isNull()) {
      return best;
    }
    // What the only branch of its type can make of it is worth telling the rest of.
    return ofType == 1 && meant != null && meant.weight() > 0 && form.wants(typeOf(value))
        ? meant
        : null;
  }

  /** Returns the lightest of several outcomes, or null if two of them differ. */
  static @Nullable Outcome lightest(List<Outcome> outcomes) {
    Outcome best = null;
    boolean unclear = false;
    for (Outcome outcome : outcomes) {
      if (best == null || outcome.weight() < best.weight()) {
        best = outcome;
        unclear = false;
      } else if (outcome.weight() == best.weight()) {
        unclear |= !outcome.value().sameAs(best.value());
      }
    }
    return unclear ? null : best;
  }

  private static Form.Type typeOf(Json value) {
    return Form.Type.valueOf(value.type().toUpperCase(Locale.ROOT));
  }

  /** A question to a form, by identity, and how much may still be put around the value. */
  private record Place(Form form, Json value, int around) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place
          && place.form == form
          && place.value == value
          && place.around == around;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(form) * 31 + System.identityHashCode(value);
    }
  }
}
