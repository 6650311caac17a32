package dev.instructor.schema;

import dev.instructor.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The part of JSON Schema that a vendor enforces, as data.
 *
 * @param name the dialect's name
 * @param features what it may have beside single keywords
 * @param absence which properties that are not required may be left out
 * @param keywords the constraints it may have
 * @param anything how any JSON value is written; empty if it cannot be said
 * @param limits how large a schema may be
 * @param further what else is refused in what would be sent
 */
record Subset(
    String name,
    Set<Feature> features,
    Absence absence,
    Keywords keywords,
    Optional<JsonObject> anything,
    List<SchemaLimit> limits,
    Function<JsonObject, List<AdaptedSchema.Loss>> further) {

  /** Creates one with copies of the collections. */
  Subset {
    features = Set.copyOf(features);
    limits = List.copyOf(limits);
  }

  /** Returns a subset with all properties required, no constraint and no limit. */
  static Subset of(String name, Set<Feature> features) {
    return new Subset(
        name,
        features,
        Absence.NULLABLE,
        Keywords.NONE,
        Optional.empty(),
        List.of(),
        schema -> List.of());
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  Subset named(String value) {
    return new Subset(value, features, absence, keywords, anything, limits, further);
  }

  Subset with(Feature... more) {
    Set<Feature> all = EnumSet.copyOf(features);
    all.addAll(List.of(more));
    return new Subset(name, all, absence, keywords, anything, limits, further);
  }

  Subset without(Feature... fewer) {
    Set<Feature> rest = EnumSet.copyOf(features);
    rest.removeAll(List.of(fewer));
    return new Subset(name, rest, absence, keywords, anything, limits, further);
  }

  Subset absence(Absence value) {
    return new Subset(name, features, value, keywords, anything, limits, further);
  }

  Subset keywords(Keywords value) {
    return new Subset(name, features, absence, value, anything, limits, further);
  }

  Subset anything(JsonObject schema) {
    return new Subset(name, features, absence, keywords, Optional.of(schema), limits, further);
  }

  Subset limits(SchemaLimit... values) {
    return new Subset(name, features, absence, keywords, anything, List.of(values), further);
  }

  Subset unlimited() {
    return limits(new SchemaLimit[0]);
  }

  Subset further(Function<JsonObject, List<AdaptedSchema.Loss>> refusals) {
    return new Subset(name, features, absence, keywords, anything, limits, refusals);
  }

  /** Returns the most that a limit allows; empty if there is none. */
  Optional<Integer> most(SchemaLimit.Measure what) {
    return limits.stream().filter(limit -> limit.what() == what).map(SchemaLimit::most).findFirst();
  }

  /** Returns why what would be sent is not enforced; nothing if it is. */
  List<AdaptedSchema.Loss> refusals(JsonObject sent) {
    SchemaSize size = SchemaSize.of(sent);
    List<AdaptedSchema.Loss> exceeded =
        limits.stream()
            .filter(limit -> limit.isExceeded(size))
            .map(limit -> limit.loss(size))
            .toList();
    return exceeded.isEmpty() ? further.apply(sent) : exceeded;
  }
}
