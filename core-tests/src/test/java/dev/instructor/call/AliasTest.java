package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.instructor.Instructor;
import dev.instructor.chat.Message;
import dev.instructor.chat.Part;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.schema.Aliases;
import dev.instructor.schema.JsonSchema;
import dev.instructor.schema.SchemaDialects;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.OutputPlan;
import dev.instructor.shape.Shape;
import dev.instructor.test.ScriptedModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that use an alias. */
class AliasTest {
  record Person(String name, @JsonAlias({"years", "yrs"}) int age) {}

  record Team(Person lead, List<Person> members, Optional<Person> deputy) {}

  record Offices(Map<String, Person> heads) {}

  record Node(@JsonAlias("text") String label, @JsonAlias("kids") List<Node> children) {}

  sealed interface Payment permits Card, Transfer {}

  record Card(@JsonAlias("no") String number) implements Payment {}

  record Transfer(@JsonAlias({"no", "account"}) String iban) implements Payment {}

  record Order(Payment payment, List<Payment> refunds) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Box.class, name = "box"),
    @JsonSubTypes.Type(value = Bag.class, name = "bag")
  })
  interface Parcel {}

  record Box(@JsonAlias("size") int width) implements Parcel {}

  record Bag(int size) implements Parcel {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(Square.class), @JsonSubTypes.Type(Circle.class)})
  interface Figure {}

  record Circle(@JsonAlias("r") int radius) implements Figure {}

  record Square(@JsonAlias("s") int side) implements Figure {}

  record Swapped(@JsonAlias("second") String first, @JsonAlias("third") String second) {}

  record Rated(String dish, Taste taste, @JsonAlias("notes") Map<String, Person> byGuest) {}

  enum Taste {
    @JsonAlias({"great", "BAD"})
    GOOD,
    BAD
  }

  static class House {
    public String street = "";

    @JsonUnwrapped(prefix = "owner_")
    public Person owner = new Person("", 0);
  }

  static class Open {
    @JsonAlias("n")
    public String name = "";

    final Map<String, Person> rest = new HashMap<>();

    @JsonAnySetter
    void put(String name, Person value) {
      rest.put(name, value);
    }
  }

  private static <T> Extraction<T> extract(Shape<T> shape, String answer) {
    ScriptedModel model = ScriptedModel.of(answer);
    return Instructor.of(model).prompt("text").extract(shape);
  }

  private static <T> T value(Class<T> type, String answer) {
    return extract(Shape.of(type), answer).value();
  }

  private static List<String> repairs(Extraction<?> extraction) {
    return extraction.repairs().stream()
        .map(repair -> repair.pointer() + ": " + repair.before() + " -> " + repair.after())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"years", "yrs"})
  void extract_alias_isReadAsTheProperty(String alias) {
    Extraction<Person> found =
        extract(Shape.of(Person.class), "{\"name\":\"Ann\",\"" + alias + "\":5}");

    assertThat(found.value()).isEqualTo(new Person("Ann", 5));
    assertThat(repairs(found)).containsExactly("/age: " + alias + " -> age");
    assertThat(found.repairs()).extracting(Repair::kind).containsOnly(Repair.Kind.ALIAS);
  }

  @Test
  void extract_mainName_takesNoLiberty() {
    Extraction<Person> found = extract(Shape.of(Person.class), "{\"name\":\"Ann\",\"age\":5}");

    assertThat(found.value()).isEqualTo(new Person("Ann", 5));
    assertThat(found.repairs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"Ann\",\"age\":5,\"yrs\":7}",
        "{\"yrs\":7,\"name\":\"Ann\",\"age\":5}",
        "{\"yrs\":\"no number\",\"name\":\"Ann\",\"years\":6,\"age\":5}"
      })
  void extract_aliasBesideTheMainName_isIgnored(String answer) {
    Extraction<Person> found = extract(Shape.of(Person.class), answer);

    assertThat(found.value()).isEqualTo(new Person("Ann", 5));
    assertThat(found.repairs()).isEmpty();
  }

  @Test
  void extract_twoAliasesOfOneProperty_firstOfTheAnswerCounts() {
    Extraction<Person> found =
        extract(Shape.of(Person.class), "{\"yrs\":7,\"years\":8,\"name\":\"Ann\"}");

    assertThat(found.value()).isEqualTo(new Person("Ann", 7));
    assertThat(repairs(found)).containsExactly("/age: yrs -> age");
  }

  @Test
  void extract_ignoredAliasBeforeAnother_onlyTheOtherIsListed() {
    Extraction<Node> found =
        extract(
            Shape.of(Node.class),
            "{\"text\":[],\"kids\":[{\"text\":\"b\",\"children\":[]}],\"label\":\"a\"}");

    assertThat(found.value()).isEqualTo(new Node("a", List.of(new Node("b", List.of()))));
    assertThat(repairs(found))
        .containsExactly("/children: kids -> children", "/children/0/label: text -> label");
  }

  @Test
  void extract_wrongValueUnderAlias_isAskedAgainUnderTheMainName() {
    ScriptedModel model =
        ScriptedModel.of("{\"name\":\"Ann\",\"yrs\":\"five\"}", "{\"name\":\"Ann\",\"yrs\":5}");

    assertThat(Instructor.of(model).create(Person.class, "text")).isEqualTo(new Person("Ann", 5));

    Message last = model.requests().get(1).messages().get(2);
    String asked =
        last.parts().get(0) instanceof Part.ToolResult result ? result.text() : last.text();
    assertThat(asked).contains("/age", "integer").doesNotContain("missing");
  }

  @Test
  void extract_nested_findsAliasesEverywhere() {
    Extraction<Team> found =
        extract(
            Shape.of(Team.class),
            """
            {"lead": {"name": "A", "yrs": 1},
             "members": [{"name": "B", "age": 2}, {"years": 3, "name": "C"}],
             "deputy": {"name": "D", "yrs": 4}}
            """);

    assertThat(found.value())
        .isEqualTo(
            new Team(
                new Person("A", 1),
                List.of(new Person("B", 2), new Person("C", 3)),
                Optional.of(new Person("D", 4))));
    assertThat(repairs(found))
        .containsExactly(
            "/lead/age: yrs -> age", "/members/1/age: years -> age", "/deputy/age: yrs -> age");
  }

  @Test
  void extract_list_findsAliasesInEachItem() {
    Extraction<List<Person>> found =
        extract(
            Shape.listOf(Person.class), "[{\"name\":\"A\",\"yrs\":1},{\"name\":\"B\",\"age\":2}]");

    assertThat(found.value()).containsExactly(new Person("A", 1), new Person("B", 2));
    assertThat(repairs(found)).containsExactly("/0/age: yrs -> age");
  }

  @Test
  void extract_mapValues_areNotNamedByTheirKeys() {
    Extraction<Offices> found =
        extract(Shape.of(Offices.class), "{\"heads\":{\"yrs\":{\"name\":\"A\",\"yrs\":1}}}");

    assertThat(found.value().heads()).containsExactly(Map.entry("yrs", new Person("A", 1)));
    assertThat(repairs(found)).containsExactly("/heads/*/age: yrs -> age");
    assertThat(found.toString()).doesNotContain("yrs");
  }

  @Test
  void extract_recursion_findsAliasesAtEachDepth() {
    Extraction<Node> found =
        extract(
            Shape.of(Node.class),
            """
            {"text": "a", "kids": [{"label": "b", "kids": [{"text": "c", "children": []}]}]}
            """);

    Node inner = new Node("b", List.of(new Node("c", List.of())));
    assertThat(found.value()).isEqualTo(new Node("a", List.of(inner)));
    assertThat(repairs(found))
        .containsExactly(
            "/label: text -> label",
            "/children: kids -> children",
            "/children/0/children: kids -> children",
            "/children/0/children/0/label: text -> label");
  }

  @Test
  void extract_union_readsAliasesOfTheVariantThatIsMeant() {
    Order found =
        value(
            Order.class,
            """
            {"payment": {"type": "Transfer", "no": "DE1"},
             "refunds": [{"type": "Card", "no": "4"}, {"type": "Transfer", "account": "DE2"}]}
            """);

    assertThat(found)
        .isEqualTo(new Order(new Transfer("DE1"), List.of(new Card("4"), new Transfer("DE2"))));
    assertThat(value(Payment.class, "{\"type\":\"Card\",\"no\":\"4\"}")).isEqualTo(new Card("4"));
  }

  @Test
  void extract_wrappedVariant_readsItsAliases() {
    assertThat(value(Parcel.class, "{\"box\":{\"size\":3}}")).isEqualTo(new Box(3));
    assertThat(value(Parcel.class, "{\"bag\":{\"size\":3}}")).isEqualTo(new Bag(3));
  }

  @Test
  void extract_variantsToldApartByTheirNames_areFoundByAliasToo() {
    assertThat(value(Figure.class, "{\"r\":1}")).isEqualTo(new Circle(1));
    assertThat(value(Figure.class, "{\"s\":1}")).isEqualTo(new Square(1));
    assertThat(value(Figure.class, "{\"radius\":1}")).isEqualTo(new Circle(1));
  }

  @Test
  void extract_aliasThatIsAPropertyItself_isThatProperty() {
    assertThat(value(Swapped.class, "{\"first\":\"a\",\"second\":\"b\"}"))
        .isEqualTo(new Swapped("a", "b"));
    assertThat(value(Swapped.class, "{\"first\":\"a\",\"third\":\"b\"}"))
        .isEqualTo(new Swapped("a", "b"));
  }

  @Test
  void extract_enumAlias_isReadAsTheConstant() {
    Extraction<Rated> found =
        extract(Shape.of(Rated.class), "{\"dish\":\"Soup\",\"taste\":\"great\",\"byGuest\":{}}");

    assertThat(found.value().taste()).isEqualTo(Taste.GOOD);
    assertThat(repairs(found)).containsExactly("/taste: great -> GOOD");
    assertThat(value(Rated.class, "{\"dish\":\"\",\"taste\":\"BAD\",\"byGuest\":{}}").taste())
        .isEqualTo(Taste.BAD);
  }

  @Test
  void extract_unwrappedProperty_aliasHasItsPrefix() {
    House found = value(House.class, "{\"street\":\"A\",\"owner_name\":\"B\",\"owner_yrs\":3}");

    assertThat(found.owner).isEqualTo(new Person("B", 3));
  }

  @Test
  void extract_objectWithFurtherNames_aliasIsNoneOfThem() {
    Open found = value(Open.class, "{\"n\":\"A\",\"other\":{\"name\":\"B\",\"yrs\":2}}");

    assertThat(found.name).isEqualTo("A");
    assertThat(found.rest).containsExactly(Map.entry("other", new Person("B", 2)));
  }

  @Test
  void extract_aliasOfAMapInAStrictDialect_isRestoredToo() {
    ScriptedModel model =
        ScriptedModel.builder()
            .dialect(SchemaDialects.openAiStrict())
            .answer(
                """
                {"dish": "Soup", "taste": "great",
                 "notes": [{"key": "Eve", "value": {"name": "Bob", "yrs": 4}}]}
                """)
            .build();

    Extraction<Rated> found = Instructor.of(model).prompt("text").extract(Rated.class);

    assertThat(found.value().byGuest()).containsExactly(Map.entry("Eve", new Person("Bob", 4)));
    assertThat(repairs(found))
        .containsExactly(
            "/taste: great -> GOOD", "/byGuest: notes -> byGuest", "/byGuest/*/age: yrs -> age");
  }

  @Test
  void plan_typeWithAliases_asksForTheMainNamesAlone() {
    OutputPlan<Team> plan = JacksonBinder.standard().plan(Shape.of(Team.class));

    assertThat(plan.aliases()).isPresent();
    assertThat(plan.target().schema().toString()).doesNotContain("yrs", "alias");
  }

  @Test
  void plan_typeWithoutAliases_hasNothingToRename() {
    record Plain(String name, List<Integer> ages) {}

    assertThat(JacksonBinder.standard().plan(Shape.of(Plain.class)).aliases()).isEmpty();
  }

  @Test
  void rename_answerThatOneBranchReadsAsItIs_isLeftAloneByTheOther() {
    JsonSchema union =
        JsonSchema.parse(
            """
            {"anyOf": [
              {"type": "object", "properties": {"side": {}}, "required": ["side"]},
              {"type": "object", "properties": {"radius": {}}, "required": ["radius"]}]}
            """);
    Aliases aliases = Aliases.of(union, Map.of("/anyOf/0", Map.of("radius", "side", "s", "side")));

    assertThat(aliases.rename(Json.parse("{\"radius\":1}")).repairs()).isEmpty();
    assertThat(aliases.rename(Json.parse("{\"s\":1}")).value())
        .isEqualTo(Json.parse("{\"side\":1}"));
  }

  @Test
  void rename_answerWithoutAliases_comesBackAsItIs() {
    Json answer = Json.parse("{\"lead\":{\"name\":\"A\",\"age\":1},\"members\":[{\"age\":2}]}");

    Json renamed =
        JacksonBinder.standard()
            .plan(Shape.of(Team.class))
            .aliases()
            .orElseThrow()
            .rename(answer)
            .value();

    assertThat(renamed).isSameAs(answer);
  }
}
