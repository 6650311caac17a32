package dev.instructor.read;

import static dev.instructor.read.Reads.assertProblem;
import static dev.instructor.read.Reads.assertRead;
import static dev.instructor.read.Reads.x;
import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.Repair;
import dev.instructor.json.Repair.Kind;
import dev.instructor.schema.JsonSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrappers, lists, names and places, each beside what must stay a problem. */
class StructureReadingTest {
  private static final JsonSchema USER =
      JsonSchema.parse(
          "{\"type\":\"object\",\"properties\":{\"first_name\":{\"type\":\"string\"},"
              + "\"age\":{\"type\":\"integer\"}},\"required\":[\"first_name\",\"age\"]}");
  private static final String ANN = "{\"first_name\":\"Ann\",\"age\":34}";
  private static final JsonSchema USERS =
      JsonSchema.parse("{\"type\":\"array\",\"items\":" + USER.document() + "}");
  private static final JsonSchema TOPICS =
      JsonSchema.parse(
          "{\"type\":\"object\",\"properties\":{\"topics\":{\"type\":\"array\","
              + "\"items\":{\"type\":\"string\"}}},\"required\":[\"topics\"]}");
  private static final JsonSchema SCORES =
      JsonSchema.parse("{\"type\":\"object\",\"additionalProperties\":{\"type\":\"number\"}}");

  private static Json json(String text) {
    return Json.parse(text.replace("ANN", ANN).replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'user': ANN}",
        "{'result': {'data': ANN}}",
        "{'status': 'ok', 'error': null, 'result': ANN}",
        "{'name': 'User', 'arguments': ANN}",
        "{'name': 'User', 'arguments': '{\\'first_name\\': \\'Ann\\', \\'age\\': 34}'}",
        "{'type': 'function', 'function': {'name': 'User', 'arguments': ANN}}",
        "{'type': 'tool_use', 'id': 'x', 'name': 'User', 'input': ANN}",
        "{'tool_calls': [{'id': 'x', 'type': 'function', 'function': {'name': 'f',"
            + " 'arguments': ANN}}]}",
        "{'tool_uses': [{'recipient_name': 'functions.User', 'parameters': ANN}]}",
        "{'type': 'object', 'properties': ANN}",
        "{'thinking': 'Ann is 34', 'answer': ANN}",
        "{'items': [ANN]}",
        "{'items': ANN, 'count': 1}",
        "{'type': 'object', 'properties': {'first_name': {'type': 'string', 'value': 'Ann'},"
            + " 'age': {'type': 'integer', 'value': 34}}}",
      })
  void wrapper_aroundTheValue_isRemoved(String said) {
    String text = said.replace("\\'", "\\\"").replace("ANN", ANN).replace("'", "\"");

    assertRead(USER, Json.parse(text), Kind.WRAPPER, json(ANN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'user': ANN, 'friend': ANN}",
        "{'error': 'nobody is named', 'example': ANN}",
        "{'error': ANN}",
        "{'example': ANN}",
        "{'age': 50, 'child': ANN}",
        "{'user': {'first_name': 'Ann'}}",
        "{'type': 'object', 'properties': {'first_name': {'type': 'string'},"
            + " 'age': {'type': 'integer'}}, 'required': ['first_name', 'age']}",
        "{'properties': {'first_name': {'type': 'string'}, 'age': {'const': 34}}}",
        "{'name': 'User', 'arguments': {}}",
        "{'first_name': {'type': 'string'}, 'age': {'type': 'integer'}}",
        "{'type': 'array', 'items': {'type': 'object', 'properties': {}}}",
        "{'properties': {'first_name': {'type': 'string', 'value': 'Ann'},"
            + " 'age': {'type': 'integer'}}}",
      })
  void wrapper_aroundSomethingElse_staysAProblem(String said) {
    assertProblem(USER, json(said));
  }

  @Test
  void wrapper_ofAScalar_isRemovedWhereItSaysNothing() {
    JsonSchema number = x("{\"type\":\"integer\"}");

    assertRead(number, json("{'x': {'value': 5}}"), Kind.WRAPPER, json("{'x': 5}"));
    assertProblem(number, json("{'x': {'min': 5}}"));
    assertProblem(JsonSchema.parse("{\"type\":\"integer\"}"), json("{'error': 404}"));
  }

  @Test
  void wrapper_ofAScalarThatIsTheWholeAnswer_isRemovedWhateverItsName() {
    JsonSchema integer = JsonSchema.parse("{\"type\":\"integer\"}");
    JsonSchema verdict = JsonSchema.parse("{\"enum\":[\"spam\",\"ham\"]}");

    assertRead(integer, json("{'count': 42}"), Kind.WRAPPER, json("42"));
    assertRead(integer, json("{'total': '42'}"), Kind.WRAPPER, json("42"));
    assertRead(verdict, json("{'verdict': 'Spam'}"), Kind.WRAPPER, json("'spam'"));
    assertRead(
        JsonSchema.parse("{\"type\":\"boolean\"}"),
        json("{'is_overdue': true}"),
        Kind.WRAPPER,
        json("true"));
    assertProblem(integer, json("{'low': 1, 'high': 2}"));
    assertProblem(integer, json("{'status_code': 404}"));
    assertProblem(verdict, json("{'verdict': 'unsure'}"));
  }

  @Test
  void wrapper_namedLikeAKeywordOfSchemas_isRemovedAroundValues() {
    assertRead(USERS, json("{'items': [ANN, ANN]}"), Kind.WRAPPER, json("[ANN, ANN]"));
    assertRead(USERS, json("{'properties': [ANN]}"), Kind.WRAPPER, json("[ANN]"));
    assertProblem(USERS, json("{'items': {'type': 'object'}}"));
    assertProblem(USERS, json("{'items': [{'type': 'string'}]}"));
  }

  @Test
  void list_inAList_isTakenOut() {
    JsonSchema texts = JsonSchema.parse("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}");

    assertRead(texts, json("[['a', 'b']]"), Kind.LIST, json("['a', 'b']"));
    assertProblem(texts, json("[['a', 'b'], ['c', 'd']]"));
  }

  @Test
  void object_stringifiedTwice_isRead() {
    String once = Json.of(ANN).toString();

    assertRead(USER, Json.of(once), Kind.STRINGIFIED, json(ANN));
    assertProblem(USER, Json.of(Json.of("Ann").toString()));
  }

  @Test
  void key_escapedForMarkdown_isRecognised() {
    assertRead(USER, json("{'first\\\\_name': 'Ann', 'age': 34}"), Kind.KEY, json(ANN));
  }

  @Test
  void wrapper_thatIsMissing_isAdded() {
    assertRead(TOPICS, json("['a', 'b']"), Kind.WRAPPER, json("{'topics': ['a', 'b']}"));
    assertRead(x(USER.document().toString()), json(ANN), Kind.WRAPPER, json("{'x': ANN}"));
    assertProblem(x("{\"type\":\"string\"}"), Json.of("I cannot help with that."));
    assertProblem(TOPICS, Json.of("I cannot help with that."));
    assertProblem(USER, json("['Ann', 34]"));
  }

  @Test
  void wrapper_inPlace_isToldWithPlaceAndTexts() {
    Reading.Result result = Reads.read(x(USER.document().toString()), json("{'x': {'u': ANN}}"));

    assertThat(result.repairs())
        .containsExactly(new Repair(Kind.WRAPPER, "/x", "{\"u\":" + ANN + "}", ANN));
  }

  @Test
  void list_ofOneOrOfNone_isRead() {
    assertRead(USER, json("[ANN]"), Kind.LIST, json(ANN));
    assertRead(USERS, json(ANN), Kind.LIST, json("[ANN]"));
    assertRead(TOPICS, json("{'topics': 'politics'}"), Kind.LIST, json("{'topics': ['politics']}"));
    assertRead(
        TOPICS,
        json("{'topics': 'Boil the water slowly, then pour it over the tea.'}"),
        Kind.LIST,
        json("{'topics': ['Boil the water slowly, then pour it over the tea.']}"));
    assertRead(USERS, json("{'users': [ANN]}"), Kind.WRAPPER, json("[ANN]"));
    assertRead(USERS, json("{'0': ANN, '1': ANN}"), Kind.LIST, json("[ANN, ANN]"));
  }

  @Test
  void list_ofSeveralInsteadOfOne_staysAProblem() {
    assertProblem(USER, json("[ANN, ANN]"));
    assertProblem(USER, json("[]"));
    assertProblem(TOPICS, json("{'topics': null}"));
    assertProblem(TOPICS, json("{'topics': 'politics, sports, art'}"));
    assertProblem(USERS, json("{'0': ANN, '2': ANN}"));
  }

  @Test
  void list_inOneText_isReadIfItCannotBeOneText() {
    JsonSchema colours = x("{\"type\":\"array\",\"items\":{\"enum\":[\"red\",\"green\"]}}");
    JsonSchema numbers = x("{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}");

    assertRead(colours, json("{'x': 'Red, green'}"), Kind.LIST, json("{'x': ['red', 'green']}"));
    assertRead(numbers, json("{'x': '1, 2, 3'}"), Kind.LIST, json("{'x': [1, 2, 3]}"));
    assertProblem(colours, json("{'x': 'red, blue'}"));
    assertProblem(numbers, json("{'x': '1,234'}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'key': 'math', 'value': 90}, {'key': 'art', 'value': '85.5'}]",
        "[{'name': 'math', 'score': 90}, {'name': 'art', 'score': 85.5}]",
        "[['math', 90], ['art', 85.5]]",
        "[{'math': 90}, {'art': 85.5}]",
      })
  void map_asListOfPairs_isRead(String said) {
    assertRead(SCORES, json(said), Kind.LIST, json("{'math': 90, 'art': 85.5}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'key': 'math', 'value': 90}, {'key': 'math', 'value': 85}]",
        "[{'key': 'math', 'value': 'good'}]",
        "[90, 85.5]",
        "[['math', 90, 1]]",
      })
  void map_asListOfOtherThings_staysAProblem(String said) {
    assertProblem(SCORES, json(said));
  }

  @Test
  void object_asListOfNamedValues_isRead() {
    assertRead(
        USER,
        json("[{'name': 'first_name', 'value': 'Ann'}, {'name': 'age', 'value': '34'}]"),
        Kind.LIST,
        json(ANN));
    assertProblem(USER, json("[{'name': 'Ann', 'age': 34}, {'name': 'Bob', 'age': 20}]"));
  }

  @ParameterizedTest
  @CsvSource({"firstName", "FirstName", "FIRST_NAME", "First Name", "first-name", "**first name**"})
  void name_inAnotherStyle_isRead(String name) {
    assertRead(
        USER, Json.object().put(name, "Ann").put("age", 34).build(), Kind.KEY, Json.parse(ANN));
  }

  @Test
  void name_thatIsUnclear_staysAProblem() {
    assertProblem(USER, json("{'firstName': 'Ann', 'FirstName': 'Bob', 'age': 34}"));
    assertProblem(USER, json("{'name': 'Ann', 'age': 34}"));
    assertProblem(USER, json("{'first_names': 'Ann', 'age': 34}"));
    JsonSchema two =
        JsonSchema.parse(
            "{\"type\":\"object\",\"properties\":{\"ab\":{\"type\":\"string\"},"
                + "\"a_b\":{\"type\":\"string\"}},\"required\":[\"ab\"]}");
    assertProblem(two, json("{'AB': 'x'}"));
  }

  @Test
  void name_inAnotherStyleBesideItself_isLeftAlone() {
    Reading.Result result =
        Reads.read(USER, json("{'first_name': 'Ann', 'firstName': 'Bob', 'age': '34'}"));

    assertThat(result.value().orElseThrow().at("/first_name")).contains(Json.of("Ann"));
    assertThat(result.repairs()).extracting(Repair::kind).containsExactly(Kind.NUMBER);
  }

  @Test
  void stringified_whereAnObjectIsAsked_isRead() {
    String text = Json.of(ANN).toString();

    assertRead(
        x(USER.document().toString()),
        json("{'x': ANN}").at("/x").map(v -> x(Json.of(v.toString()))).orElseThrow(),
        Kind.STRINGIFIED,
        json("{'x': ANN}"));
    assertRead(USERS, Json.parse("[" + text + "]"), Kind.STRINGIFIED, json("[ANN]"));
    assertRead(TOPICS, json("{'topics': '[]'}"), Kind.STRINGIFIED, json("{'topics': []}"));
  }

  @Test
  void stringified_whereATextIsAsked_isATextAsItIs() {
    Json said = x(Json.of("{\"value\": \"a\"}"));

    Reading.Result result = Reads.read(x("{\"type\":\"string\"}"), said);

    assertThat(result.value()).contains(said);
    assertThat(result.repairs()).isEmpty();
    assertProblem(x(USER.document().toString()), x(Json.of(ANN + ANN)));
  }

  private static final JsonSchema COMPANY =
      JsonSchema.parse(
          "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"address\":"
              + "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},"
              + "\"zip\":{\"type\":\"string\"}},\"required\":[\"city\"]},"
              + "\"staff\":{\"type\":\"integer\"},\"note\":{\"type\":\"string\"}},"
              + "\"required\":[\"name\",\"address\",\"staff\"]}");

  @Test
  void member_thatSlippedIntoTheObjectBefore_isReadWhereItBelongs() {
    assertRead(
        COMPANY,
        json("{'name': 'A', 'address': {'city': 'Bath', 'staff': '12', 'note': 'x'}}"),
        Kind.KEY,
        json("{'name': 'A', 'address': {'city': 'Bath'}, 'staff': 12, 'note': 'x'}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name': 'A', 'address': {'staff': 12, 'city': 'Bath'}}",
        "{'name': 'A', 'address': {'city': 'Bath', 'staff': 12, 'mood': 'good'}}",
        "{'name': 'A', 'address': {'city': 'Bath', 'staff': 'many'}}",
        "{'address': {'city': 'Bath', 'staff': 12}, 'name': 'A'}",
        "{'name': 'A', 'note': 'n', 'address': {'city': 'Bath', 'staff': 12, 'note': 'x'}}",
      })
  void member_thatMayBelongWhereItIs_staysAProblem(String said) {
    assertProblem(COMPANY, json(said));
  }

  private static final JsonSchema SHAPE =
      JsonSchema.parse(
          "{\"anyOf\":[{\"type\":\"object\",\"properties\":{\"kind\":{\"const\":\"circle\"},"
              + "\"radius\":{\"type\":\"number\"}},\"required\":[\"kind\",\"radius\"]},"
              + "{\"type\":\"object\",\"properties\":{\"kind\":{\"const\":\"square\"},"
              + "\"side\":{\"type\":\"number\"}},\"required\":[\"kind\",\"side\"]}]}");

  @Test
  void union_ofObjects_isReadByTheBranchThatFits() {
    assertRead(
        SHAPE,
        json("{'Kind': 'Circle', 'radius': '2'}"),
        Kind.ENUM,
        json("{'kind': 'circle', 'radius': 2}"));
    assertRead(
        SHAPE,
        json("{'shape': {'kind': 'square', 'side': 2}}"),
        Kind.WRAPPER,
        json("{'kind': 'square', 'side': 2}"));
    assertProblem(SHAPE, json("{'radius': '2'}"));
    assertProblem(SHAPE, json("{'kind': 'circle', 'side': 2}"));
    assertProblem(SHAPE, json("{'kind': 'triangle', 'side': 2}"));
  }

  @Test
  void union_ofScalars_takesWhatFitsAsItIs() {
    JsonSchema either = x("{\"type\":[\"integer\",\"string\"]}");
    JsonSchema numberOrTruth = x("{\"type\":[\"integer\",\"boolean\"]}");

    assertThat(Reads.read(either, x(Json.of("34"))).repairs()).isEmpty();
    assertRead(numberOrTruth, x(Json.of("1")), Kind.NUMBER, x(Json.of(1)));
    assertRead(numberOrTruth, x(Json.of("yes")), Kind.BOOLEAN, x(Json.of(true)));
  }

  @Test
  void union_thatTwoBranchesCouldRead_staysAProblem() {
    JsonSchema two =
        JsonSchema.parse(
            "{\"oneOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},"
                + "\"required\":[\"a\"],\"additionalProperties\":false},"
                + "{\"type\":\"object\",\"properties\":{\"A\":{\"type\":\"integer\"}},"
                + "\"required\":[\"A\"],\"additionalProperties\":false}]}");

    assertProblem(two, json("{'_a': 1}"));
  }

  @Test
  void problem_ofWhatCannotBeCoerced_isOfTheValueAsWritten() {
    Reading.Result result = Reads.read(USER, json("{'firstName': 'Ann', 'age': '34.7'}"));

    assertThat(result.problems())
        .extracting(Problem::pointer, Problem::rule, p -> p.value().orElse(""))
        .containsExactly(org.assertj.core.groups.Tuple.tuple("/age", "type", "\"34.7\""));
  }

  @Test
  void repair_inAMap_hidesTheModelsOwnName() {
    Reading.Result result = Reads.read(SCORES, json("{'Ann Lee': '90'}"));

    assertThat(result.repairs()).extracting(Repair::pointer).containsExactly("/*");
    assertThat(result.toString()).doesNotContain("Ann").doesNotContain("90");
  }

  @Test
  void schema_beyondOurOwnCheck_leadsTheCoercionToo() {
    JsonSchema conditional =
        JsonSchema.parse(
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\","
                + "\"properties\":{\"age\":{\"type\":\"integer\",\"minimum\":0}},"
                + "\"required\":[\"age\"],\"patternProperties\":{\"^x-\":{\"type\":\"string\"}},"
                + "\"if\":{\"required\":[\"b\"]},\"then\":{\"required\":[\"c\"]},"
                + "\"additionalProperties\":false}");

    assertRead(
        conditional,
        json("{'age': '34', 'x-a': 'b'}"),
        Kind.NUMBER,
        json("{'age': 34, 'x-a': 'b'}"));
    assertProblem(conditional, json("{'age': '-1'}"));
  }
}
