package dev.instructor.cli;

import dev.instructor.schema.JsonSchema;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import dev.instructor.validate.RuleSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** {@code instructor schema}: the JSON Schema of what is asked for. */
final class SchemaCommand implements Subcommand {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String description() {
    return "Shows the JSON Schema of what is asked for.";
  }

  @Override
  public List<Option> options() {
    List<Option> options = new ArrayList<>(Wanted.OPTIONS);
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
    terminal.out().println(schema);
    return Failure.NONE;
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
}
