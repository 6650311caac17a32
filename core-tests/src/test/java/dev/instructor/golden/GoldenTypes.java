package dev.instructor.golden;

import dev.instructor.shape.Shape;
import dev.instructor.shape.TypeRef;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types that every dialect is tried on: one for each kind of thing that can be asked for. */
public final class GoldenTypes {
  private GoldenTypes() {}

  /** Returns all of them. */
  public static List<GoldenType> all() {
    return List.of(
        // Values at the root.
        of("root-string", Shape.of(String.class)),
        of("root-int", Shape.of(int.class)),
        of("root-decimal", Shape.of(BigDecimal.class)),
        of("root-boolean", Shape.of(boolean.class)),
        of("root-date", Shape.of(LocalDate.class)),
        of("root-enum", Shape.of(Plain.Priority.class)),
        of("root-list", Shape.of(new TypeRef<List<Plain.User>>() {})),
        of("root-list-of-strings", Shape.of(new TypeRef<List<String>>() {})),
        of("root-list-of-lists", Shape.of(new TypeRef<List<List<Integer>>>() {})),
        of("root-set-of-enums", Shape.of(new TypeRef<Set<Plain.Priority>>() {})),
        of("root-array", Shape.of(Plain.User[].class)),
        of("root-map", Shape.of(new TypeRef<Map<String, Integer>>() {})),
        of("root-map-of-records", Shape.of(new TypeRef<Map<String, Plain.User>>() {})),
        of("root-optional", Shape.of(new TypeRef<Optional<Plain.User>>() {})),
        of("root-union", Shape.of(Unions.Payment.class)),
        of("root-list-of-unions", Shape.of(new TypeRef<List<Unions.Payment>>() {})),
        // Records.
        of("flat", Shape.of(Plain.User.class)),
        of("empty", Shape.of(Plain.Empty.class)),
        of("nested", Shape.of(Plain.Order.class)),
        of("deep", Shape.of(Plain.Company.class)),
        of("shared", Shape.of(Plain.Shipment.class)),
        of("described", Shape.of(Plain.Ticket.class)),
        of("order-of-components", Shape.of(Plain.Reasoned.class)),
        of("odd-names", Shape.of(Plain.OddNames.class)),
        of("primitives", Shape.of(Values.Primitives.class)),
        of("boxes", Shape.of(Values.Boxes.class)),
        of("big-numbers", Shape.of(Values.BigNumbers.class)),
        of("dates", Shape.of(Values.Dates.class)),
        of("periods", Shape.of(Values.Periods.class)),
        of("zones", Shape.of(Values.Zones.class)),
        of("identifiers", Shape.of(Values.Identifiers.class)),
        of("bytes", Shape.of(Values.Bytes.class)),
        of("lists", Shape.of(Containers.Lists.class)),
        of("maps", Shape.of(Containers.Maps.class)),
        of("arrays", Shape.of(Containers.Arrays.class)),
        of("nested-containers", Shape.of(Containers.Nested.class)),
        of("subclassed-containers", Shape.of(Containers.Subclassed.class)),
        of("optionals", Shape.of(Nullables.Optionals.class)),
        of("nullables", Shape.of(Nullables.Marked.class)),
        of("nullable-elements", Shape.of(Nullables.Elements.class)),
        of("nullable-records", Shape.of(Nullables.Records.class)),
        // Recursion and generics.
        of("tree", Shape.of(Plain.Tree.class)),
        of("mutual-recursion", Shape.of(Plain.Department.class)),
        of("below-recursion", Shape.of(Plain.Forest.class)),
        of("generic", Shape.of(new TypeRef<Generics.Box<Plain.User>>() {})),
        of("generic-list", Shape.of(new TypeRef<Generics.Page<Plain.User>>() {})),
        of(
            "generic-pair",
            Shape.of(new TypeRef<Generics.Pair<Generics.Box<Integer>, Generics.Box<String>>>() {})),
        of("generic-child", Shape.of(Generics.UserPage.class)),
        of("generic-union", Shape.of(new TypeRef<Generics.Result<Plain.User>>() {})),
        // Unions.
        of("sealed", Shape.of(Unions.Drawing.class)),
        of("sealed-nested", Shape.of(Unions.Vehicle.class)),
        of("sealed-recursive", Shape.of(Unions.Expression.class)),
        of("sealed-with-a-type", Shape.of(Unions.Event.class)),
        of("sealed-class", Shape.of(Unions.Animal.class)),
        of("subtypes-by-property", Shape.of(Unions.Notice.class)),
        of("subtypes-by-existing-property", Shape.of(Unions.Message.class)),
        of("subtypes-by-wrapper", Shape.of(Unions.Command.class)),
        of("subtypes-by-deduction", Shape.of(Unions.Contact.class)),
        // Classes.
        of("setters", Shape.of(Classes.Customer.class)),
        of("constructor", Shape.of(Classes.Point.class)),
        of("named-parameters", Shape.of(Classes.Range.class)),
        of("factory", Shape.of(Classes.Person.class)),
        of("builder", Shape.of(Classes.Invoice.class)),
        of("inherited", Shape.of(Classes.Employee.class)),
        of("getter-only-list", Shape.of(Classes.Basket.class)),
        // Annotations of Jackson.
        of("renamed", Shape.of(Annotated.Renamed.class)),
        of("ignored", Shape.of(Annotated.Ignored.class)),
        of("naming", Shape.of(Annotated.Snake.class)),
        of("property-order", Shape.of(Annotated.Ordered.class)),
        of("json-value", Shape.of(Annotated.Priced.class)),
        of("json-value-enum", Shape.of(Annotated.Rated.class)),
        of("json-format", Shape.of(Annotated.Formatted.class)),
        of("unwrapped", Shape.of(Annotated.Unwrapped.class)),
        of("jackson-descriptions", Shape.of(Annotated.Explained.class)),
        of("stated-schema", Shape.of(Annotated.Stated.class)),
        of("any-setter", Shape.of(Annotated.Open.class)));
  }

  private static GoldenType of(String name, Shape<?> shape) {
    return new GoldenType(name, shape);
  }
}
