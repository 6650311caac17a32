package dev.instructor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ModelProvider.VendorInfo;
import dev.instructor.shared.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages on providers say of each what the library itself knows: their tables are made from it
 * with {@code -Dgolden.rewrite=true}, but for the notes in the last column.
 */
class ProviderPagesTest {
  /** The mark says which providers: their names, or all others of a module. */
  private static final Pattern TABLE =
      Pattern.compile("(?s)<!-- providers: ([^>]*?) -->\n(.*?)<!-- end of providers -->\n");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|.*\\| (.*)\\|$");
  private static final String OTHERS = "others of ";

  /** A provider's vendor and the module that has it. */
  private record Listed(String module, VendorInfo vendor) {}

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(LauncherTest.root().resolve("docs/providers"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  private static List<Listed> all() {
    List<Listed> all = new ArrayList<>();
    for (ModelProvider provider : ServiceLoader.load(ModelProvider.class)) {
      String module =
          provider.getClass().getPackageName().replace("dev.instructor.", "instructor-");
      provider.vendors().forEach(vendor -> all.add(new Listed(module, vendor)));
    }
    return all;
  }

  /** Returns the names in the marks of all pages. */
  private static List<String> named() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path page : pages().toList()) {
      Matcher table = TABLE.matcher(Files.readString(page));
      while (table.find()) {
        if (!table.group(1).startsWith(OTHERS)) {
          names.addAll(Arrays.asList(table.group(1).split(" ")));
        }
      }
    }
    return names;
  }

  private static List<Listed> meant(String mark) throws IOException {
    if (mark.startsWith(OTHERS)) {
      String module = mark.substring(OTHERS.length());
      List<String> elsewhere = named();
      return all().stream()
          .filter(each -> each.module().equals(module))
          .filter(each -> !elsewhere.contains(each.vendor().name()))
          .toList();
    }
    List<String> names = Arrays.asList(mark.split(" "));
    List<Listed> meant =
        all().stream().filter(each -> names.contains(each.vendor().name())).toList();
    assertThat(meant).as("the providers that '%s' names", mark).hasSameSizeAs(names);
    return meant;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void page_tellsWhatTheLibraryKnows(Path page) throws IOException {
    String text = Files.readString(page);
    Matcher table = TABLE.matcher(text);
    assertThat(table.find()).as("a table in %s", page).isTrue();
    List<Listed> providers = meant(table.group(1));
    Map<String, String> notes = new LinkedHashMap<>();
    ROW.matcher(table.group(2)).results().forEach(row -> notes.put(row.group(1), row.group(2)));

    String rows =
        providers.stream()
            .map(each -> row(each.vendor(), notes.getOrDefault(each.vendor().name(), "")))
            .collect(Collectors.joining());
    String expected =
        text.substring(0, table.start(2))
            + "| provider | address | key | modes, best first | |\n|---|---|---|---|---|\n"
            + rows
            + text.substring(table.end(2));

    Golden.check(page, expected);
    assertThat(text)
        .contains("<artifactId>" + providers.get(0).module() + "</artifactId>")
        .containsPattern(
            "Instructor\\.fromProvider\\(\"("
                + providers.stream()
                    .map(each -> Pattern.quote(each.vendor().name()))
                    .collect(Collectors.joining("|"))
                + ")/[^\"]+\"\\)")
        .contains("## Sources");
  }

  private static String row(VendorInfo vendor, String note) {
    return "| `%s` | %s | %s | %s | %s|\n"
        .formatted(
            vendor.name(),
            address(vendor),
            key(vendor),
            vendor.modes().stream().map(Enum::name).collect(Collectors.joining(", ")),
            note);
  }

  private static String address(VendorInfo vendor) {
    return Stream.concat(
            Stream.of(vendor.baseUrl().isEmpty() ? "yours" : "`" + vendor.baseUrl() + "`"),
            vendor.baseUrlVariables().stream().map(name -> "`" + name + "`"))
        .collect(Collectors.joining(", or "));
  }

  private static String key(VendorInfo vendor) {
    String variables =
        vendor.keyVariables().stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(" or "));
    return variables.isEmpty() ? "none" : variables + (vendor.keyNeeded() ? "" : " (optional)");
  }

  @Test
  void providers_areEachOnOnePage() throws IOException {
    List<String> onPages = new ArrayList<>();
    for (Path page : pages().toList()) {
      Matcher table = TABLE.matcher(Files.readString(page));
      while (table.find()) {
        meant(table.group(1)).forEach(each -> onPages.add(each.vendor().name()));
      }
    }

    assertThat(onPages)
        .containsExactlyInAnyOrderElementsOf(
            all().stream()
                .map(each -> each.vendor().name())
                // It has a page of its own, docs/embedded.md.
                .filter(name -> !name.equals("embedded"))
                .toList());
  }

  @Test
  void overview_leadsToEachPage() throws IOException {
    String overview = Files.readString(LauncherTest.root().resolve("docs/providers.md"));

    assertThat(pages())
        .allSatisfy(
            page -> assertThat(overview).contains("(providers/" + page.getFileName() + ")"));
    for (String name : named()) {
      assertThat(overview).contains("`" + name + "`");
    }
  }
}
