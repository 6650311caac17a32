package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import dev.instructor.schema.AdaptedSchema;
import dev.instructor.schema.AdaptedSchema.Loss;
import dev.instructor.schema.GrammarSize;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialect;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.schema.SchemaLimit;
import dev.instructor.schema.SchemaSize;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import dev.instructor.validate.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** {@code instructor schema}: the JSON Schema of what is asked for, as it is or in a dialect. */
final class SchemaCommand implements Subcommand {
  private static final String DIALECT = "--dialect";

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String description() {
    return "Shows the JSON Schema of what is asked for, and what a dialect of it loses.";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(Wanted.OPTIONS);
    options.add(
        Option.of(
            DIALECT,
            "NAME",
            "As vendors of a dialect get it: " + String.join(", ", names()) + ".",
            names().toArray(String[]::new)));
    options.add(CommandRunner.SHOW_STACKTRACE);
    return options;
  }

  @Override
  public List<String> positional() {
    return List.of();
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) {
    JsonSchema schema = schema(Wanted.get(arguments));
    Optional<AdaptedSchema> adapted =
        arguments.value(DIALECT).map(name -> dialect(name).adapt(schema));
    terminal.out().println(adapted.map(AdaptedSchema::schema).orElse(schema.document()));
    terminal.out().flush();
    adapted.ifPresent(a -> explain(dialect(arguments.value(DIALECT).orElseThrow()), a, terminal));
    return Failure.NONE;
  }

  private static void explain(SchemaDialect dialect, AdaptedSchema adapted, Terminal terminal) {
    SchemaSize size = SchemaSize.of(adapted.schema());
    terminal.say(
        "size: about %s tokens a request; %s properties, %s levels of nesting, %s enum values, %s places with alternatives"
            .formatted(
                size.tokens(),
                size.properties(),
                size.nesting(),
                size.enumValues(),
                size.unions()));
    GrammarSize grammar = GrammarSize.of(adapted.schema());
    terminal.say(
        "grammar: about %s rules of %s elements where one is made of it"
            .formatted(grammar.rules(), grammar.elements()));
    for (SchemaLimit limit : dialect.limits()) {
      terminal.say(
          "limit: %s of %s %s%s"
              .formatted(
                  limit.what().of(size),
                  limit.most(),
                  limit.what().words(),
                  limit.isNear(size) ? ", which is near" : ""));
    }
    for (Loss loss : adapted.lost()) {
      terminal.say("lost: " + loss);
    }
    if (!adapted.strict() && !adapted.dialect().equals(SchemaDialects.plain().name())) {
      terminal.say("the vendor is not asked to enforce it: it is beyond the dialect's limits");
    }
  }

  private static JsonSchema schema(Shape<?> shape) {
    JacksonBinder binder = JacksonBinder.standard();
    if (shape.javaType().isPresent()) {
      binder =
          binder.with(
              ServiceLoader.load(RuleSource.class).stream()
                  .map(source -> source.get().schemaContributor(List.of()))
                  .toList());
    }
    return binder.plan(shape).target().schema();
  }

  private static SchemaDialect dialect(String name) {
    return SchemaDialects.named(name)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    DIALECT + " needs one of " + names() + ", not '" + name + "'"));
  }

  private static List<String> names() {
    return SchemaDialects.all().stream().map(SchemaDialect::name).toList();
  }
}
