package dev.instructor.read;

import static dev.instructor.read.Reads.assertProblem;
import static dev.instructor.read.Reads.assertRead;
import static dev.instructor.read.Reads.x;

import dev.instructor.json.Json;
import dev.instructor.json.Repair.Kind;
import dev.instructor.schema.JsonSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scalars in another spelling, each beside what must stay a problem. */
class ScalarReadingTest {
  private static final JsonSchema INTEGER = x("{\"type\":\"integer\"}");
  private static final JsonSchema NUMBER = x("{\"type\":\"number\"}");
  private static final JsonSchema BOOLEAN = x("{\"type\":\"boolean\"}");
  private static final JsonSchema TEXT = x("{\"type\":\"string\"}");
  private static final JsonSchema COLOUR =
      x("{\"enum\":[\"dark red\",\"DARK_BLUE\",\"in-progress\",\"pending\",\"N/A\"]}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "34|34",
        "' 34 '|34",
        "+34|34",
        "-5|-5",
        "−5|-5",
        "34 years|34",
        "34 years old|34",
        "72 kg|72",
        "72kg|72",
        "20 °C|20",
        "90 km/h|90",
        "5 m|5",
        "12.5%|12.5",
        "12.5 %|12.5",
        "12,5|12.5",
        "0,234|0.234",
        "$1,234.50|1234.50",
        "-$5|-5",
        "USD 12|12",
        "12 USD|12",
        "$1,234,567.89|1234567.89",
        "1.234,50 €|1234.50",
        "€ 1.234.567|1234567",
        "1,234|1234",
        "1 234 567|1234567",
        "1 234,5|1234.5",
        "1'234.5|1234.5",
        "1_000_000|1000000",
        "12,34,567|1234567",
        "1e3|1E+3",
        "1.5 million|1500000",
        "3rd|3",
        "007|7",
        ".5|0.5",
        "5.|5",
        "25 mm|25",
        "45s|45",
        "34 ans|34",
        "25 лет|25",
        "25歳|25",
        "120 milliseconds|120",
        "5 miles|5",
        "٢٥|25",
        "２５|25",
        "１２．５％|12.5",
        "١٢٫٥|12.5",
        "١٬٢٣٤|1234",
        "3 million people|3000000",
        "3 millions|3000000",
        "3 Millionen|3000000",
        "2 Mrd. €|2000000000",
        "3 Tsd.|3000",
        "2 миллиона|2000000",
        "2,5 млн руб.|2500000",
        "3 ألف|3000",
        "12万|120000",
        "12万円|120000",
        "3百万|3000000",
        "3億|300000000",
        "3 mil millones de euros|3000000000",
        "12 kEUR|12000",
        "$12k|12000",
        "Decimal('12.50')|12.50",
        "np.float64(12.5)|12.5",
        "int(5)|5",
      })
  void number_inAnotherSpelling_isRead(String said, String meant) {
    assertRead(NUMBER, x(Json.of(said)), Kind.NUMBER, x(Json.parse(plain(meant))));
  }

  private static String plain(String number) {
    return number.equals("1E+3") ? "1000" : number;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "thirty-four",
        "1.234 €",
        "1,234 €",
        "1,2345,678",
        "1,23,45",
        "0,1,2",
        "5k",
        "$5m",
        "5 bn",
        "5m",
        "5M",
        "25 MM",
        "3 tn",
        "3 Billionen",
        "3 mil",
        "3 jt",
        "3 juta",
        "3 milyon",
        "3 triệu",
        "3 ล้าน",
        "3 crore",
        "3兆",
        "3割",
        "20多岁",
        "3 hundred",
        "3 quarters",
        "5 cents",
        "30s",
        "1990s",
        "34 oder mehr",
        "5-10",
        "5 to 10",
        "34 or 35",
        "34 or more",
        "about 34",
        "~34",
        ">30",
        "30+",
        "(500)",
        "1/2",
        "10:30",
        "5 ft 10",
        "1.5 million or so",
        "44 BC",
        "12 dozen",
        "Infinity",
        "NaN",
        "1.2.3",
        "v12",
        "12ab34",
        "round(12.7)",
        "Decimal(1, 2)",
      })
  void number_inWordsThatCouldBeAnother_staysAProblem(String said) {
    assertProblem(NUMBER, x(Json.of(said)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1,234|1234", "34.0|34.0", "1,234 €|1234", "1e3|1000"})
  void integer_inAnotherSpelling_isRead(String said, String meant) {
    assertRead(INTEGER, x(Json.of(said)), Kind.NUMBER, x(Json.parse(meant)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"34.7", "34.7 years", "12.5%", "1.234 €"})
  void integer_withAFraction_isNotRounded(String said) {
    assertProblem(INTEGER, x(Json.of(said)));
  }

  @Test
  void number_outOfRange_staysAProblem() {
    JsonSchema percent = x("{\"type\":\"integer\",\"maximum\":100}");

    assertRead(percent, x(Json.of("100%")), Kind.NUMBER, x(Json.of(100)));
    assertProblem(percent, x(Json.of("101%")));
  }

  @Test
  void percentage_ofAFraction_staysAProblem() {
    JsonSchema share = x("{\"type\":\"number\",\"minimum\":0,\"maximum\":1}");

    assertRead(share, x(Json.of("0.5")), Kind.NUMBER, x(Json.parse("0.5")));
    assertProblem(share, x(Json.of("0.5%")));
    assertProblem(share, x(Json.of("85%")));
  }

  @ParameterizedTest
  @CsvSource({"Yes,true", "yes.,true", "TRUE,true", "y,true", "on,true", "1,true", "tru,true"})
  void truth_inWords_isRead(String said, boolean meant) {
    assertRead(BOOLEAN, x(Json.of(said)), Kind.BOOLEAN, x(Json.of(meant)));
  }

  @ParameterizedTest
  @CsvSource({"No,false", "False,false", "n,false", "off,false", "0,false", "flase,false"})
  void falsehood_inWords_isRead(String said, boolean meant) {
    assertRead(BOOLEAN, x(Json.of(said)), Kind.BOOLEAN, x(Json.of(meant)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "maybe", "tree", "rue", "2", "10", "N/A", "not true", "yes and no"})
  void truth_inOtherWords_staysAProblem(String said) {
    assertProblem(BOOLEAN, x(Json.of(said)));
  }

  @Test
  void truth_asDigit_isRead() {
    assertRead(BOOLEAN, x(Json.of(1)), Kind.BOOLEAN, x(Json.of(true)));
    assertProblem(BOOLEAN, x(Json.of(2)));
    assertProblem(INTEGER, x(Json.of(true)));
  }

  @ParameterizedTest
  @CsvSource({"90210", "1.50", "1e3", "true"})
  void text_asNumberOrBoolean_isKeptAsWritten(String said) {
    assertRead(TEXT, x(Json.parse(said)), Kind.TEXT, x(Json.of(said)));
  }

  @Test
  void text_asNullOrObject_staysAProblem() {
    assertProblem(TEXT, x(Json.ofNull()));
    assertProblem(TEXT, x(Json.parse("{\"a\":1}")));
    assertProblem(x("{\"type\":\"string\",\"pattern\":\"^[0-9]{5}$\"}"), x(Json.of(9021)));
  }

  @ParameterizedTest
  @CsvSource({
    "Dark Red,dark red",
    "DARK-RED,dark red",
    "darkRed,dark red",
    "dark_blue,DARK_BLUE",
    "'\"dark blue\".',DARK_BLUE",
    "In Progress,in-progress",
    "PENDING,pending",
    "pendng,pending",
    "penidng,pending",
    "pendingg,pending",
    "n/a,N/A",
    "Status.PENDING,pending",
    "Colour::DarkRed,dark red",
    "<Status.P: 'pending'>,pending",
    "<Status.PENDING: 2>,pending",
  })
  void enum_inAnotherSpelling_isRead(String said, String meant) {
    assertRead(COLOUR, x(Json.of(said)), Kind.ENUM, x(Json.of(meant)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spending",
        "upending",
        "red",
        "not pending",
        "pending approval",
        "pending, dark red",
        "dark",
        "",
        "blue dark",
        "not.pending",
        "Status.PENDING_REVIEW",
        "Status.",
        "NA",
      })
  void enum_ofAnotherWord_staysAProblem(String said) {
    assertProblem(COLOUR, x(Json.of(said)));
  }

  @ParameterizedTest
  @CsvSource({
    "contract,contact",
    "contact,contract",
    "restring,resting",
    "renting,resting",
  })
  void enum_whereAnotherLetterMakesAnotherWord_staysAProblem(String said, String other) {
    assertProblem(
        x(Json.object().put("enum", Json.strings(java.util.List.of(other))).build().toString()),
        x(Json.of(said)));
  }

  @ParameterizedTest
  @CsvSource({
    "questions,question",
    "negitive,negative",
    "postive,positive",
    "cancelled,canceled",
    "canceled,cancelled",
    "contatc,contact",
    "contac,contact",
  })
  void enum_withASlipOfThePen_isRead(String said, String meant) {
    assertRead(
        x(Json.object().put("enum", Json.strings(java.util.List.of(meant))).build().toString()),
        x(Json.of(said)),
        Kind.ENUM,
        x(Json.of(meant)));
  }

  @Test
  void enum_nearToTwo_staysAProblem() {
    JsonSchema near = x("{\"enum\":[\"affect it\",\"effect it\",\"affecting\",\"affection\"]}");

    assertProblem(near, x(Json.of("affectino")));
    assertProblem(x("{\"enum\":[\"a b\",\"a_b\"]}"), x(Json.of("A B")));
    assertProblem(x("{\"enum\":[\"version 10\",\"version 20\"]}"), x(Json.of("version 30")));
  }

  @ParameterizedTest
  @CsvSource({"A,A+", "A+,A", "1,-1", "-1,1", "15,1.5", "1.5,15", "C,C#", "12,1-2"})
  void enum_thatDiffersInAMeaningfulSign_staysAProblem(String said, String other) {
    assertProblem(
        x(Json.object().put("enum", Json.strings(java.util.List.of(other))).build().toString()),
        x(Json.of(said)));
  }

  @Test
  void enum_ofNumbers_isReadByValue() {
    JsonSchema stars = x("{\"enum\":[-1,1,2,3]}");

    assertRead(stars, x(Json.of("2")), Kind.NUMBER, x(Json.of(2)));
    assertRead(stars, x(Json.of("-1")), Kind.NUMBER, x(Json.of(-1)));
    assertProblem(stars, x(Json.of("4")));
    assertRead(x("{\"enum\":[\"1\",\"2\"]}"), x(Json.of(2)), Kind.TEXT, x(Json.of("2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "N/A", "n/a", "-", "—", "none", "None", "", "NaN", "undefined", "unknown"})
  void absence_whereNullIsAllowed_isNull(String said) {
    JsonSchema nullable = x("{\"anyOf\":[{\"type\":\"number\"},{\"type\":\"null\"}]}");

    assertRead(nullable, x(Json.of(said)), Kind.NULL, x(Json.ofNull()));
    assertProblem(NUMBER, x(Json.of(said)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "N/A", "", "-"})
  void absence_whereATextIsAllowed_isATextAsItIs(String said) {
    JsonSchema nullable = x("{\"type\":[\"string\",\"null\"]}");

    Reading.Result result = Reads.read(nullable, x(Json.of(said)));

    org.assertj.core.api.Assertions.assertThat(result.repairs()).isEmpty();
    org.assertj.core.api.Assertions.assertThat(result.value()).contains(x(Json.of(said)));
  }

  @Test
  void absence_ofAList_isNotAnEmptyOne() {
    JsonSchema list = x("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}");

    assertProblem(list, x(Json.ofNull()));
    assertProblem(list, x(Json.of("none")));
    assertProblem(list, x(Json.of("")));
    assertProblem(list, Json.object().build());
  }

  @Test
  void absence_ofAnOptionalProperty_isNoProperty() {
    JsonSchema optional =
        JsonSchema.parse(
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},"
                + "\"b\":{\"type\":\"integer\"}},\"required\":[\"a\"]}");

    assertRead(optional, Json.parse("{\"a\":1,\"b\":null}"), Kind.NULL, Json.parse("{\"a\":1}"));
    assertRead(optional, Json.parse("{\"a\":1,\"b\":\"N/A\"}"), Kind.NULL, Json.parse("{\"a\":1}"));
    assertProblem(optional, Json.parse("{\"a\":1,\"b\":\"soon\"}"));
  }
}
