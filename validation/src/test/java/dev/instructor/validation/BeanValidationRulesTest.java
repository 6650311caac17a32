package dev.instructor.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.instructor.error.ConfigurationException;
import dev.instructor.error.Problem;
import dev.instructor.shape.TypeRef;
import dev.instructor.validate.RuleSource;
import jakarta.validation.GroupSequence;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.ConvertGroup;
import jakarta.validation.groups.Default;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeanValidationRulesTest {
  record Item(String sku, @JsonProperty("qty") @Min(0) int quantity) {}

  record Order(@NotBlank String id, @JsonProperty("items") List<Item> lines) {}

  record Elements(
      List<@Size(max = 3) String> tags,
      @JsonProperty("price-list") Map<@NotBlank String, @Min(0) Integer> prices,
      Optional<@Email String> email,
      Map<String, List<@Max(9) Integer>> grades,
      Set<@Min(1) Integer> unordered,
      LinkedHashSet<@Min(1) Integer> ordered) {}

  enum Color {
    @JsonProperty("dark/red")
    RED
  }

  record Nested(
      Item one,
      Optional<Item> maybe,
      Map<Color, Item> byColor,
      Item[] array,
      @Valid List<@Valid Item> marked,
      List<List<Item>> deep) {}

  sealed interface Payment permits Cash, Card {}

  record Cash(@Max(100) int amount) implements Payment {}

  record Card(@Size(min = 4) String number) implements Payment {}

  interface Strict {}

  interface Stricter extends Strict {}

  @GroupSequence({Default.class, Strict.class})
  interface InOrder {}

  record Grouped(@Min(0) int a, @Min(value = 10, groups = Strict.class) int b) {}

  record Converting(
      @Valid @ConvertGroup(from = Default.class, to = Strict.class) Grouped converted,
      Grouped plain) {}

  record Percent(@JsonValue @Max(100) int value) {
    @JsonCreator
    static Percent of(int value) {
      return new Percent(value);
    }
  }

  record Score(Percent percent) {}

  static final class Bean {
    private int size;
    private Item part = new Item("", 0);
    @JsonUnwrapped private final Inline inline = new Inline();

    @Min(1)
    public int getSize() {
      return size;
    }

    public void setSize(int size) {
      this.size = size;
    }

    public Item getPart() {
      return part;
    }

    public void setPart(Item part) {
      this.part = part;
    }

    public Inline getInline() {
      return inline;
    }
  }

  static final class Inline {
    @Positive public int depth;
  }

  record Dates(int from, int to) {
    @AssertTrue
    boolean isOrdered() {
      return from <= to;
    }
  }

  record OwnMessage(
      @Min(value = 18, message = "must be an adult of {value} or more") int age,
      @Max(value = 3, message = "is ${validatedValue}") int count) {}

  record Wrong(@Size(max = 3) int number) {}

  static final class Node {
    @NotNull public String name;
    public Node next;
  }

  @Test
  void rules_areFoundAsAService() {
    assertThat(ServiceLoader.load(RuleSource.class))
        .singleElement()
        .isInstanceOf(BeanValidationRules.class);
  }

  @Test
  void validate_nestedItem_isFoundUnderItsJsonNameWithoutValid() {
    List<Problem> problems =
        Answer.of("{'id':' ','items':[{'sku':'a','qty':1},{'sku':'b','qty':-5}]}")
            .checkedAs(Order.class);

    assertThat(problems)
        .containsExactly(
            new Problem(
                "/id",
                "NotBlank",
                "must not be blank",
                Optional.of("\" \""),
                Problem.Source.VALIDATION),
            new Problem(
                "/items/1/qty",
                "Min",
                "must be at least 0",
                Optional.of("-5"),
                Problem.Source.VALIDATION));
  }

  @Test
  void validate_rightValue_hasNoProblem() {
    assertThat(Answer.of("{'id':'7','items':[{'sku':'a','qty':1}]}").checkedAs(Order.class))
        .isEmpty();
  }

  @Test
  void validate_containerElements_standAtTheirPlaces() {
    List<Problem> problems =
        Answer.of(
                "{'tags':['abc','abcd'],'price-list':{'':1,'a/b':-1},'email':'nobody',"
                    + "'grades':{'x':[1,10]},'unordered':[1,0],'ordered':[5,0]}")
            .checkedAs(Elements.class);

    assertThat(problems)
        .extracting(Problem::pointer, Problem::rule, Problem::message)
        .containsExactlyInAnyOrder(
            tuple("/tags/1", "Size", "must have at most 3 characters"),
            tuple("/price-list/", "NotBlank", "the name must not be blank"),
            tuple("/price-list/a~1b", "Min", "must be at least 0"),
            tuple("/email", "Email", "must be an email address"),
            tuple("/grades/x/1", "Max", "must be at most 9"),
            tuple("/unordered", "Min", "each item must be at least 1"),
            tuple("/ordered/1", "Min", "must be at least 1"));
  }

  @Test
  void validate_everyWayToHoldAnObject_isFollowedOnce() {
    String bad = "{'sku':'x','qty':-1}";
    List<Problem> problems =
        Answer.of(
                "{'one':BAD,'maybe':BAD,'byColor':{'dark/red':BAD},'array':[BAD],'marked':[BAD],'deep':[[BAD]]}"
                    .replace("BAD", bad))
            .checkedAs(Nested.class);

    assertThat(problems)
        .extracting(Problem::pointer)
        .containsExactly(
            "/one/qty",
            "/maybe/qty",
            "/byColor/dark~1red/qty",
            "/array/0/qty",
            "/marked/0/qty",
            "/deep/0/0/qty");
    assertThat(problems).allSatisfy(problem -> assertThat(problem.value()).contains("-1"));
  }

  @Test
  void validate_genericRoots_areFollowed() {
    assertThat(
            Answer.of("[{'sku':'a','qty':0},{'sku':'a','qty':-1}]")
                .checkedAs(new TypeRef<List<Item>>() {}))
        .extracting(Problem::pointer)
        .containsExactly("/1/qty");
    assertThat(
            Answer.of("{'k':{'sku':'a','qty':-1}}").checkedAs(new TypeRef<Map<String, Item>>() {}))
        .extracting(Problem::pointer)
        .containsExactly("/k/qty");
  }

  @Test
  void validate_sealedInterface_isCheckedAsWhatItIs() {
    var validator = new BeanValidationRules().validator(Payment.class, List.of());

    assertThat(Problems.of(validator, new Card("1"))).containsExactly("/number: Size");
    assertThat(Problems.of(validator, new Cash(101))).containsExactly("/amount: Max");
  }

  @Test
  void validate_groups_selectConstraints() {
    Answer answer = Answer.of("{'a':-1,'b':5}");

    assertThat(answer.checkedAs(Grouped.class)).extracting(Problem::pointer).containsExactly("/a");
    assertThat(answer.in(Strict.class).checkedAs(Grouped.class))
        .extracting(Problem::pointer)
        .containsExactly("/b");
    assertThat(answer.in(Stricter.class).checkedAs(Grouped.class))
        .extracting(Problem::pointer)
        .containsExactly("/b");
    assertThat(answer.in(Default.class, Strict.class).checkedAs(Grouped.class))
        .extracting(Problem::pointer)
        .containsExactly("/a", "/b");
    assertThat(answer.in(InOrder.class).checkedAs(Grouped.class))
        .extracting(Problem::pointer)
        .containsExactly("/a");
  }

  @Test
  void validate_convertedGroup_holdsBelow() {
    assertThat(
            Answer.of("{'converted':{'a':-1,'b':5},'plain':{'a':-1,'b':5}}")
                .checkedAs(Converting.class))
        .extracting(Problem::pointer)
        .containsExactly("/converted/b", "/plain/a");
  }

  @Test
  void validate_objectWrittenAsScalar_isTheScalar() {
    assertThat(Answer.of("{'percent':250}").checkedAs(Score.class))
        .extracting(Problem::pointer, problem -> problem.value().orElseThrow())
        .containsExactly(tuple("/percent", "250"));
  }

  @Test
  void validate_bean_readsGettersFieldsAndUnwrapped() {
    assertThat(Answer.of("{'size':0,'part':{'sku':'','qty':-1},'depth':0}").checkedAs(Bean.class))
        .extracting(Problem::pointer, Problem::rule)
        .containsExactly(
            tuple("/size", "Min"), tuple("/part/qty", "Min"), tuple("/depth", "Positive"));
  }

  @Test
  void validate_computedProperty_speaksOfItAtTheObject() {
    assertThat(Answer.of("{'from':2,'to':1}").checkedAs(Dates.class))
        .extracting(Problem::pointer, Problem::rule, Problem::message)
        .containsExactly(tuple("", "AssertTrue", "ordered must be true"));
  }

  @Test
  void validate_ownMessage_winsWithItsParametersFilledIn() {
    assertThat(Answer.of("{'age':3,'count':4}").checkedAs(OwnMessage.class))
        .extracting(Problem::message)
        .containsExactly("must be an adult of 18 or more", "is ${validatedValue}");
  }

  @Test
  void validate_constraintOnAWrongType_isTheCallersMistake() {
    assertThatThrownBy(() -> Answer.of("{'number':3}").checkedAs(Wrong.class))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Wrong")
        .hasMessageContaining("Size");
  }

  @Test
  void validate_cycle_ends() {
    Node node = new Node();
    node.next = new Node();
    node.next.name = "second";
    node.next.next = node;
    var validator = new BeanValidationRules().validator(Node.class, List.of());

    assertThat(Problems.of(validator, node)).containsExactly("/name: NotNull");
  }

  @Test
  void validate_manyThreads_eachSeesItsOwn() {
    var validator = new BeanValidationRules().validator(Order.class, List.of());

    List<List<String>> all =
        IntStream.range(0, 2000)
            .parallel()
            .mapToObj(
                i ->
                    Problems.of(
                        validator, new Order("id", List.of(new Item("a", i % 2 == 0 ? 1 : -1)))))
            .toList();

    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i)).isEqualTo(i % 2 == 0 ? List.of() : List.of("/lines/0/quantity: Min"));
    }
  }
}
