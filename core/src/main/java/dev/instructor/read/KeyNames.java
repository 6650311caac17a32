package dev.instructor.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds which property a name in another style means. */
final class KeyNames {
  private KeyNames() {}

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
    Spelling spelling = new Spelling(List.copyOf(names));
    List<String> inOrder = List.copyOf(names);
    Set<String> taken = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (String member : members) {
      if (!names.contains(member)) {
        spelling
            .same(member)
            .map(inOrder::get)
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
