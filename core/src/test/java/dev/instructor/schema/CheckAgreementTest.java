package dev.instructor.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our own check and the full one are two implementations of the same rules. */
class CheckAgreementTest {
  private static final int SCHEMAS = 300;
  private static final int VALUES = 40;

  @Test
  void check_randomSchemasAndValues_bothChecksAgree() {
    int valid = 0;
    int invalid = 0;
    for (int seed = 0; seed < SCHEMAS; seed++) {
      RandomSchemas source = new RandomSchemas(seed, false);
      JsonObject schema = source.schema();
      SchemaCheck own = new SchemaCheck.Own(SchemaCompiler.compile(schema));
      SchemaCheck full = FullCheck.compile(schema);
      for (int i = 0; i < VALUES; i++) {
        Json value = source.value(schema, schema, 4);
        List<Problem> ours = own.check(value);
        List<Problem> theirs = full.check(value);
        assertThat(ours.isEmpty())
            .as("seed %s: %s of %s: %s or %s", seed, value, schema, ours, theirs)
            .isEqualTo(theirs.isEmpty());
        if (ours.isEmpty()) {
          valid++;
        } else {
          invalid++;
          assertThat(ours).allSatisfy(p -> assertThat(value.at(parent(p))).isPresent());
          assertThat(theirs).allSatisfy(p -> assertThat(value.at(parent(p))).isPresent());
        }
      }
    }
    assertThat(valid).isGreaterThan(SCHEMAS);
    assertThat(invalid).isGreaterThan(SCHEMAS);
  }

  /** A missing property's place is not there, but its parent's is. */
  private static String parent(Problem problem) {
    String pointer = problem.pointer();
    return problem.rule().equals("required")
        ? pointer.substring(0, pointer.lastIndexOf('/'))
        : pointer;
  }
}
