package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of the page on dialects are what the dialects do. */
class DialectTableTest {
  private static final Path PAGE = Path.of("..", "docs", "dialects.md");

  /** A property's schema for each line of the table. */
  private static final Map<String, String> PROBES = new LinkedHashMap<>();

  static {
    PROBES.put("`enum`", "{'type':'string','enum':['a','b']}");
    PROBES.put("`const`", "{'type':'string','const':'a'}");
    PROBES.put("several types", "{'type':['string','integer']}");
    PROBES.put("a value or null", "{'type':['string','null']}");
    PROBES.put("`anyOf` of objects with a tag", union("'type':'string','const':"));
    PROBES.put("`anyOf` of other objects", union("'type':'string','description':"));
    PROBES.put("recursion", "{'$ref':'#/$defs/Node'}");
    PROBES.put("a map", "{'type':'object','additionalProperties':{'type':'integer'}}");
    PROBES.put("any JSON value", "{}");
    PROBES.put("an object with free properties", "{'type':'object'}");
    PROBES.put("a tuple", "{'type':'array','prefixItems':[{'type':'number'}],'items':false}");
    PROBES.put("`minimum` of an integer", "{'type':'integer','minimum':1}");
    PROBES.put("`minimum` of a number", "{'type':'number','minimum':1}");
    PROBES.put("`multipleOf`", "{'type':'integer','multipleOf':5}");
    PROBES.put("`minLength`, `maxLength`", "{'type':'string','maxLength':64}");
    PROBES.put("`pattern` `^[a-z]+$`", "{'type':'string','pattern':'^[a-z]+$'}");
    PROBES.put("`pattern` `^\\d+$`", "{'type':'string','pattern':'^\\\\d+$'}");
    PROBES.put("`pattern` `[a-z]`", "{'type':'string','pattern':'[a-z]'}");
    PROBES.put("`format` `date-time`", "{'type':'string','format':'date-time'}");
    PROBES.put("`format` `email`", "{'type':'string','format':'email'}");
    PROBES.put("`format` `uri`", "{'type':'string','format':'uri'}");
    PROBES.put("`minItems` 1", "{'type':'array','items':{'type':'string'},'minItems':1}");
    PROBES.put("`maxItems` 5", "{'type':'array','items':{'type':'string'},'maxItems':5}");
    PROBES.put("`uniqueItems`", "{'type':'array','items':{'type':'string'},'uniqueItems':true}");
  }

  private static String union(String tag) {
    return "{'anyOf':[{'type':'object','properties':{'t':{"
        + tag
        + "'A'},'x':{'type':'string'}},'required':['t','x'],'additionalProperties':false},"
        + "{'type':'object','properties':{'t':{"
        + tag
        + "'B'},'y':{'type':'string'}},'required':['t','y'],'additionalProperties':false}]}";
  }

  private static final String NODE =
      "{'Node':{'type':'object','properties':{'n':{'type':'integer'},'all':{'type':'array',"
          + "'items':{'$ref':'#/$defs/Node'}}},'required':['n','all'],"
          + "'additionalProperties':false}}";

  private static JsonObject json(String text) {
    return Json.parse(text.replace('\'', '"')).asObject().orElseThrow();
  }

  private static List<SchemaDialect> dialects() {
    return SchemaDialects.all().stream()
        .filter(dialect -> dialect != SchemaDialects.plain())
        .toList();
  }

  private static String cell(SchemaDialect dialect, String probe) {
    JsonObject sent = json(probe);
    AdaptedSchema adapted =
        dialect.adapt(
            JsonSchema.of(
                json(
                    "{'type':'object','properties':{'p':"
                        + probe
                        + "},'required':['p'],'additionalProperties':false,'$defs':"
                        + NODE
                        + "}")));
    if (!adapted.strict()) {
      return "no";
    }
    Optional<Json> property = adapted.schema().at("/properties/p");
    boolean same = property.filter(sent::equals).isPresent() && adapted.lost().isEmpty();
    if (same) {
      return "yes";
    }
    boolean words =
        adapted.lost().stream().anyMatch(loss -> loss.note().equals("said in the description"));
    return words ? "words" : adapted.lost().isEmpty() ? "rewritten" : "in part";
  }

  /** Whether a property that need not be there is sent so. */
  private static String optional(SchemaDialect dialect, String properties) {
    AdaptedSchema adapted =
        dialect.adapt(
            JsonSchema.of(
                json(
                    "{'type':'object','properties':{"
                        + properties
                        + "},'required':['r'],'additionalProperties':false}")));
    return adapted.schema().items("required").contains(Json.of("p")) ? "or null" : "yes";
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    line(table, "", dialects().stream().map(d -> "`" + d.name() + "`").toList());
    line(table, "---", dialects().stream().map(d -> "---").toList());
    line(
        table,
        "optional, behind required ones",
        dialects().stream()
            .map(d -> optional(d, "'r':{'type':'string'},'p':{'type':'string'}"))
            .toList());
    line(
        table,
        "optional, before required ones",
        dialects().stream()
            .map(d -> optional(d, "'p':{'type':'string'},'r':{'type':'string'}"))
            .toList());
    PROBES.forEach(
        (name, probe) ->
            line(table, name, dialects().stream().map(dialect -> cell(dialect, probe)).toList()));
    return table.toString();
  }

  private static void line(StringBuilder table, String head, List<String> cells) {
    table.append("| ").append(head);
    cells.forEach(cell -> table.append(" | ").append(cell));
    table.append(" |\n");
  }

  private static String limits() {
    StringBuilder table = new StringBuilder("| dialect | limits |\n|---|---|\n");
    for (SchemaDialect dialect : dialects()) {
      if (!dialect.limits().isEmpty()) {
        table
            .append("| `")
            .append(dialect.name())
            .append("` | ")
            .append(
                dialect.limits().stream()
                    .map(limit -> "%d %s".formatted(limit.most(), limit.what().words()))
                    .collect(Collectors.joining("; ")))
            .append(" |\n");
      }
    }
    return table.toString();
  }

  @Test
  void page_table_isWhatTheDialectsDo() throws IOException {
    assertThat(Files.readString(PAGE)).contains(table());
  }

  @Test
  void page_limits_areThoseOfTheDialects() throws IOException {
    assertThat(Files.readString(PAGE)).contains(limits());
  }

  @Test
  void page_everyDialect_hasASection() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(SchemaDialects.all().stream().map(d -> "### `" + d.name() + "`").toList());
  }
}
