package dev.instructor.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds which property a name in another style means. Immutable, thread-safe. */
final class KeyNames {
  private final List<String> names;
  private final Set<String> own;
  private final Spelling spelling;

  /** Creates it with the names of all properties of an object. */
  KeyNames(Collection<String> names) {
    this.names = List.copyOf(names);
    this.own = Set.copyOf(names);
    this.spelling = new Spelling(this.names);
  }

  /** Returns whether a name is that of a property. */
  boolean has(String name) {
    return own.contains(name);
  }

  /** Returns the property that a name means which is none itself, or nothing if that is unclear. */
  Optional<String> meant(String name) {
    return spelling.same(name).map(names::get);
  }

  /**
   * Returns the names of members that mean a property, with the property. A property that is there
   * itself, that two members could mean, or that is spelt like another one, is meant by none.
   */
  static Map<String, String> renames(Form form, Collection<String> members) {
    Map<String, String> renames = new HashMap<>();
    Set<String> names = form.names();
    Collection<String> wanted = form.isMap() ? form.required() : form.ownNames();
    List<String> missing = new ArrayList<>(wanted);
    missing.retainAll(form.ownNames());
    missing.removeAll(members);
    if (missing.isEmpty() || names.containsAll(members)) {
      return renames;
    }
    KeyNames known = new KeyNames(names);
    Set<String> taken = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (String member : members) {
      if (!names.contains(member)) {
        known
            .meant(member)
            .filter(missing::contains)
            .ifPresent(
                name -> {
                  renames.put(member, name);
                  if (!taken.add(name)) {
                    twice.add(name);
                  }
                });
      }
    }
    renames.values().removeAll(twice);
    return renames;
  }
}
