package dev.instructor.schema;

import dev.instructor.golden.GoldenFile;
import dev.instructor.golden.GoldenType;
import dev.instructor.golden.GoldenTypes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainSchemaTest {
  static List<GoldenType> types() {
    return GoldenTypes.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void schema_ofGoldenType_isItsGoldenFile(GoldenType type) {
    GoldenFile.assertMatches("plain-schema", type.name(), type.schema().document());
  }
}
