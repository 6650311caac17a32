package dev.instructor.schema;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds references that lead nowhere: nothing is fetched, so the target must be in the schema. */
final class ReferenceCheck {
  private static final URI ROOT = URI.create("https://schema.invalid/");

  private final SchemaDrafts draft;
  private final Map<URI, Json> resources = new HashMap<>();
  private final Set<URI> anchors = new HashSet<>();
  private final List<Reference> references = new ArrayList<>();

  private ReferenceCheck(SchemaDrafts draft) {
    this.draft = draft;
  }

  private record Reference(String at, String text, URI base) {}

  static void refuseUnresolved(JsonObject document, SchemaDrafts draft) {
    ReferenceCheck check = new ReferenceCheck(draft);
    check.resources.put(ROOT, document);
    check.collect(document, "", ROOT);
    check.references.forEach(check::refuse);
  }

  private void collect(Json schema, String at, URI base) {
    if (schema instanceof JsonArray array) {
      for (int i = 0; i < array.items().size(); i++) {
        collect(array.items().get(i), JsonPointer.child(at, i), base);
      }
    } else if (schema instanceof JsonObject object) {
      URI here = identified(object, at, base);
      object.text("$anchor").ifPresent(name -> anchors.add(fragment(here, at, name)));
      object.text("$dynamicAnchor").ifPresent(name -> anchors.add(fragment(here, at, name)));
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        String keyword = member.getKey();
        Json value = member.getValue();
        String place = JsonPointer.child(at, keyword);
        if (keyword.equals("$ref") || keyword.equals("$dynamicRef")) {
          value.asText().ifPresent(text -> references.add(new Reference(place, text, here)));
        } else if (SchemaKeywords.NAMED.contains(keyword) && value instanceof JsonObject named) {
          named.members().forEach((k, v) -> collect(v, JsonPointer.child(place, k), here));
        } else if (!SchemaKeywords.DATA.contains(keyword)) {
          collect(value, place, here);
        }
      }
    }
  }

  private URI identified(JsonObject schema, String at, URI base) {
    String id = schema.text(draft == SchemaDrafts.DRAFT_4 ? "id" : "$id").orElse("");
    if (id.isEmpty()) {
      return base;
    }
    URI resolved = resolve(at, base, id);
    if (id.startsWith("#")) {
      anchors.add(resolved);
      return base;
    }
    URI here = withoutFragment(resolved);
    resources.put(here, schema);
    if (resolved.getFragment() != null && !resolved.getFragment().isEmpty()) {
      anchors.add(resolved);
    }
    return here;
  }

  private void refuse(Reference reference) {
    URI target = resolve(reference.at(), reference.base(), reference.text());
    URI resource = withoutFragment(target);
    String fragment = target.getFragment() == null ? "" : target.getFragment();
    Json document = resources.get(resource);
    boolean there;
    if (document == null) {
      // The meta-schemas come with the library.
      there = SchemaDrafts.isMetaSchema(resource.toString());
    } else if (fragment.isEmpty() || fragment.startsWith("/")) {
      there = JsonPointer.parse(fragment).in(document).isPresent();
    } else {
      there = anchors.contains(target);
    }
    if (!there) {
      throw SchemaCompiler.invalid(
          reference.at(),
          "refers to " + reference.text() + ", which is not in the schema; nothing is fetched");
    }
  }

  private static URI resolve(String at, URI base, String text) {
    try {
      // java.net.URI drops the last path segment of the base for an empty path.
      return text.startsWith("#") || text.isEmpty()
          ? URI.create(withoutFragment(base) + text)
          : base.resolve(text);
    } catch (IllegalArgumentException e) {
      throw SchemaCompiler.invalid(at, "is no URI reference");
    }
  }

  private static URI fragment(URI base, String at, String name) {
    return resolve(at, base, "#" + name);
  }

  private static URI withoutFragment(URI uri) {
    String text = uri.toString();
    int hash = text.indexOf('#');
    return hash < 0 ? uri : URI.create(text.substring(0, hash));
  }
}
