package dev.instructor.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.instructor.architecture.Conditions.dependOnlyOn;
import static dev.instructor.architecture.Conditions.haveNoJacksonInTheirSignature;
import static dev.instructor.architecture.Conditions.liveInANullMarkedPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages(Layers.ROOT);

  private static final DescribedPredicate<JavaClass> CORE = describe("are in core", Layers::isCore);

  private static final DescribedPredicate<JavaClass> PROVIDER_MODULE =
      describe(
          "are in a provider module",
          type -> Layers.of(type).filter(Layers.PROVIDER_MODULES::contains).isPresent());

  @Test
  void classPath_holdsEveryModule() {
    Stream<String> modules =
        Stream.of(List.of("json"), Layers.PROVIDER_MODULES, Layers.OTHER_MODULES)
            .flatMap(List::stream);

    assertThat(modules.map(name -> Layers.ROOT + "." + name)).allMatch(ALL::containPackage);
  }

  @Test
  void packages_areThoseOfTheDesign() {
    List<String> known =
        Stream.of(Layers.CORE, Layers.PROVIDER_MODULES, Layers.OTHER_MODULES)
            .flatMap(List::stream)
            .toList();

    classes()
        .should(
            Conditions.satisfy(
                "stand in a package that the design knows",
                type -> known.contains(Layers.of(type).orElseThrow())))
        .check(ALL);
  }

  @Test
  void core_usesOnlyLowerLayers() {
    classes()
        .that(CORE)
        .should(
            dependOnlyOn(
                "their own layer and those below it",
                (from, to) -> rank(to) >= 0 && rank(to) <= rank(from)))
        .check(ALL);
  }

  @Test
  void providerModules_useOnlyTheLowestLayers() {
    classes()
        .that(PROVIDER_MODULE)
        .should(
            dependOnlyOn(
                Layers.OPEN_TO_PROVIDERS + " and their own module",
                (from, to) ->
                    Layers.of(to).equals(Layers.of(from))
                        || Layers.of(from).map(Layers.BUILDS_UPON::get).equals(Layers.of(to))
                        || Layers.of(to).filter(Layers.OPEN_TO_PROVIDERS::contains).isPresent()))
        .check(ALL);
  }

  @Test
  void otherModules_doNotUseInternalsOfCore() {
    classes()
        .that(describe("are outside of core", type -> !Layers.isCore(type)))
        .should(
            dependOnlyOn(
                "what core exports", (from, to) -> !(Layers.isCore(to) && Layers.isInternal(to))))
        .check(ALL);
  }

  @Test
  void packages_haveNoCycle() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of((type.getPackageName() + ".").replace(".internal.", "."));
              }

              @Override
              public String getDescription() {
                return "packages, each with its internal subpackages";
              }
            })
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(ALL);
  }

  @Test
  void core_dependsOnNothingButJacksonJspecifyAndJsonSchema() {
    classes()
        .that(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl..",
            "dev.instructor..",
            "com.fasterxml.jackson..",
            "dev.harrel.jsonschema..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void jackson_isKnownToFewLayers() {
    noClasses()
        .that(CORE.or(PROVIDER_MODULE))
        .and(
            describe(
                "are outside of " + Layers.KNOW_JACKSON,
                type -> Layers.of(type).filter(Layers.KNOW_JACKSON::contains).isEmpty()))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson..")
        .check(ALL);
  }

  @Test
  void exportedSignatures_holdNoJacksonType() {
    classes()
        .that()
        .arePublic()
        .and(describe("are exported", type -> !Layers.isInternal(type)))
        .and()
        .doNotHaveSimpleName("JacksonBinder")
        .should(haveNoJacksonInTheirSignature())
        .allowEmptyShould(true)
        .check(ALL);
  }

  @Test
  void packages_areNullMarked() {
    classes().should(liveInANullMarkedPackage()).check(ALL);
  }

  @Test
  void console_isForTheCommandLineAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.instructor.cli..")
        // The bar of a download of gigabytes, and what the engine's binding prints by itself.
        .and()
        .haveNameNotMatching(
            "dev\\.instructor\\.llamacpp\\.(Engine|internal\\.hub\\.Progress(\\$.*)?)")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(ALL);
  }

  @Test
  void names_sayWhatTheTypeIs() {
    noClasses().should().haveSimpleNameEndingWith("Util").check(ALL);
    noClasses().should().haveSimpleNameEndingWith("Utils").check(ALL);
    noClasses().should().haveSimpleNameEndingWith("Helper").check(ALL);
    noClasses().should().haveSimpleNameEndingWith("Manager").check(ALL);
  }

  private static int rank(JavaClass type) {
    return Layers.of(type).map(Layers.CORE::indexOf).orElse(-1);
  }
}
