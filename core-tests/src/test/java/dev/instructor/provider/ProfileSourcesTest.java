package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.chat.Mode;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of the vendors' models is data with a source and a date. */
class ProfileSourcesTest {
  private static final String SOURCE =
      "(?s).{8,}, (January|February|March|April|May|June|July|August|September|October|November"
          + "|December) 20[0-9]{2}";

  static Stream<Arguments> tables() {
    return ServiceLoader.load(ModelProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .flatMap(
            provider ->
                provider.vendors().stream()
                    .map(
                        vendor ->
                            Arguments.of(vendor.name(), vendor, provider.profiles(vendor.name()))))
        .filter(table -> !((List<?>) table.get()[2]).isEmpty());
  }

  @Test
  void tables_areThoseOfAllWhoServeSeveralModels() {
    assertThat(tables()).hasSizeGreaterThanOrEqualTo(35);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void rows_haveASourceAndAMonth(
      String name, ModelProvider.VendorInfo vendor, List<ProfileRule> rows) {
    assertThat(rows).extracting(ProfileRule::source).allMatch(source -> source.matches(SOURCE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void rows_endWithTheOneThatIsShown(
      String name, ModelProvider.VendorInfo vendor, List<ProfileRule> rows) {
    assertThat(rows.get(rows.size() - 1).models().pattern()).isEmpty();
    assertThat(rows).filteredOn(row -> row.matches("")).hasSize(1);
    assertThat(rows.get(rows.size() - 1).modes()).isEqualTo(vendor.modes());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void rows_nameOnlyModesThatTheyHave(
      String name, ModelProvider.VendorInfo vendor, List<ProfileRule> rows) {
    for (ProfileRule row : rows) {
      assertThat(row.modes()).doesNotHaveDuplicates().doesNotContain(Mode.AUTO).isNotEmpty();
      assertThat(row.modes()).containsAll(row.dialects().keySet()).containsAll(row.enforcing());
    }
  }
}
