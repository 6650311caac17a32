package dev.instructor.read;

import dev.instructor.json.Json;
import dev.instructor.json.JsonArray;
import dev.instructor.json.JsonObject;
import dev.instructor.json.JsonPointer;
import dev.instructor.schema.CheckedParts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the {@link Form} of a schema, in which every subschema has one. */
final class FormCompiler {
  private final JsonObject document;
  private final Map<String, Form> forms = new HashMap<>();

  private FormCompiler(JsonObject document) {
    this.document = document;
  }

  static Form compile(CheckedParts schema) {
    return new FormCompiler(schema.document()).form(schema.document(), "");
  }

  private Form form(Json schema, String at) {
    Form known = forms.get(at);
    if (known != null) {
      return known;
    }
    JsonObject source = schema instanceof JsonObject object ? object : JsonObject.empty();
    Form form = new Form(at, source);
    forms.put(at, form);
    source.text("$ref").ifPresent(reference -> form.also.add(referred(reference)));
    form.also.addAll(list(source, at, "allOf"));
    for (String union : List.of("anyOf", "oneOf")) {
      List<Form> branches = list(source, at, union);
      if (!branches.isEmpty()) {
        form.unions.add(branches);
      }
    }
    form.prefix.addAll(list(source, at, "prefixItems"));
    source
        .object("properties")
        .ifPresent(
            properties ->
                properties
                    .members()
                    .forEach(
                        (name, part) ->
                            form.properties.put(
                                name,
                                form(
                                    part,
                                    JsonPointer.child(
                                        JsonPointer.child(at, "properties"), name)))));
    source
        .object("additionalProperties")
        .ifPresent(
            part -> form.additional = form(part, JsonPointer.child(at, "additionalProperties")));
    source
        .object("items")
        .ifPresent(part -> form.items = form(part, JsonPointer.child(at, "items")));
    return form;
  }

  private List<Form> list(JsonObject source, String at, String keyword) {
    if (!(source.members().get(keyword) instanceof JsonArray parts)) {
      return List.of();
    }
    Form[] forms = new Form[parts.items().size()];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = form(parts.items().get(i), JsonPointer.child(JsonPointer.child(at, keyword), i));
    }
    return List.of(forms);
  }

  private Form referred(String reference) {
    // The schema was compiled before: a reference that is followed there leads somewhere.
    String pointer = CheckedParts.pointer(reference);
    return document.at(pointer).map(part -> form(part, pointer)).orElseGet(() -> anything(pointer));
  }

  private static Form anything(String pointer) {
    return new Form(pointer, JsonObject.empty());
  }
}
