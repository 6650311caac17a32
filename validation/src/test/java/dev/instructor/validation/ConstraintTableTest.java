package dev.instructor.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonObject;
import dev.instructor.schema.SchemaContributor.Place;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.CodePointLength;
import org.hibernate.validator.constraints.CreditCardNumber;
import org.hibernate.validator.constraints.EAN;
import org.hibernate.validator.constraints.ISBN;
import org.hibernate.validator.constraints.IpAddress;
import org.hibernate.validator.constraints.Length;
import org.hibernate.validator.constraints.LuhnCheck;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.URL;
import org.hibernate.validator.constraints.UUID;
import org.hibernate.validator.constraints.UniqueElements;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each constraint: what it adds to the schema, and what it says to a value that breaks it. */
class ConstraintTableTest {
  static final class Model {
    @Min(0)
    public int min;

    @Max(150)
    public Long max;

    @Min(3)
    public BigDecimal decimalWithMin;

    @Min(3)
    public String textWithMin;

    @DecimalMin("0.5")
    public BigDecimal decimalMin;

    @DecimalMin(value = "0.5", inclusive = false)
    public double above;

    @DecimalMax(value = "10", inclusive = false)
    public int below;

    @DecimalMax("99.90")
    public BigDecimal decimalMax;

    @Positive public int positive;
    @Positive public BigDecimal positiveDecimal;
    @PositiveOrZero public int positiveOrZero;
    @Negative public long negative;
    @NegativeOrZero public double negativeOrZero;

    @Min(0)
    @Positive
    @Max(9)
    @Max(value = 20)
    public int tightest;

    @Range(min = 1, max = 5)
    public int range;

    @Range(min = 1)
    public OptionalInt optionalInt;

    @Digits(integer = 3, fraction = 2)
    public BigDecimal digits;

    @Digits(integer = 3, fraction = 0)
    public int wholeDigits;

    @Size(min = 1, max = 3)
    public String size;

    @Size(min = 2, max = 2)
    public List<String> items;

    @Size(max = 1)
    public Map<String, String> entries;

    @Size(min = 2)
    public int[] array;

    @Size(max = 2)
    public byte[] bytes;

    @Length(max = 4)
    public String length;

    @CodePointLength(min = 2)
    public String codePoints;

    @NotEmpty public String notEmpty;
    @NotEmpty public List<String> notEmptyList;
    @NotBlank public String notBlank;

    @NotBlank
    @Pattern(regexp = "[a-z ]*")
    public String notBlankPattern;

    @Pattern(regexp = "[A-Z]{2}")
    public String pattern;

    @Pattern(regexp = "^a+$")
    public String anchored;

    @Pattern(regexp = "^a|b$")
    public String choice;

    @Pattern(regexp = "ab", flags = Pattern.Flag.CASE_INSENSITIVE)
    public String ignoringCase;

    @Pattern(regexp = "a++")
    public String possessive;

    @Pattern(regexp = "[A-Z]{2}", message = "must be an ISO country code")
    public String country;

    @Pattern(regexp = "a.*")
    @Pattern(regexp = ".*b")
    public String twoPatterns;

    @Email public String email;

    @Email(regexp = ".+@x\\.org")
    public String ownMail;

    @URL public String url;

    @URL(protocol = "https")
    public String https;

    @UUID public String uuid;
    @UniqueElements public List<String> unique;
    @AssertTrue public boolean yes;
    @AssertFalse public Boolean no;
    @NotNull public String notNull;
    @Null public String nothing;
    @Past public LocalDate past;
    @PastOrPresent public LocalDate pastOrPresent;
    @Future public LocalDate future;
    @FutureOrPresent public LocalDate futureOrPresent;
    @CreditCardNumber public String card;
    @LuhnCheck public String luhn;

    @EAN(type = EAN.Type.EAN8)
    public String ean;

    @ISBN public String isbn;

    @IpAddress(type = IpAddress.Type.IPv4)
    public String ip;

    @DurationMin(minutes = 90)
    public Duration longest;

    @DurationMax(days = 1, inclusive = false)
    public Duration shortest;

    @Size(max = 3)
    public List<@Size(max = 4) String> listOfSized;
  }

  /** Field; keywords; an answer that breaks the rule; rule; message. Quotes may be single. */
  static Stream<Arguments> table() {
    return Stream.of(
        row("min", "'minimum':0", "-1", "Min", "must be at least 0"),
        row("max", "'maximum':150", "151", "Max", "must be at most 150"),
        row("decimalWithMin", "'minimum':3", "2.9", "Min", "must be at least 3"),
        row(
            "textWithMin",
            "'description':'Must be at least 3.'",
            "'2'",
            "Min",
            "must be at least 3"),
        row("decimalMin", "'minimum':0.5", "0.4", "DecimalMin", "must be at least 0.5"),
        row("above", "'exclusiveMinimum':0.5", "0.5", "DecimalMin", "must be greater than 0.5"),
        row("below", "'maximum':9", "10", "DecimalMax", "must be less than 10"),
        row("decimalMax", "'maximum':99.90", "99.91", "DecimalMax", "must be at most 99.90"),
        row("positive", "'minimum':1", "0", "Positive", "must be greater than 0"),
        row("positiveDecimal", "'exclusiveMinimum':0", "0", "Positive", "must be greater than 0"),
        row("positiveOrZero", "'minimum':0", "-1", "PositiveOrZero", "must be at least 0"),
        row("negative", "'maximum':-1", "0", "Negative", "must be less than 0"),
        row("negativeOrZero", "'maximum':0", "1", "NegativeOrZero", "must be at most 0"),
        row("tightest", "'minimum':1,'maximum':9", "10", "Max", "must be at most 9"),
        row("range", "'minimum':1,'maximum':5", "6", "Range", "must be at least 1 and at most 5"),
        row("optionalInt", "'minimum':1", "0", "Range", "must be at least 1"),
        row(
            "digits",
            "'exclusiveMinimum':-1000,'exclusiveMaximum':1000,'description':'Must have at most 3"
                + " digits before the decimal point and at most 2 after it.'",
            "1.234",
            "Digits",
            "must have at most 3 digits before the decimal point and at most 2 after it"),
        row(
            "wholeDigits",
            "'minimum':-999,'maximum':999",
            "1000",
            "Digits",
            "must have at most 3 digits before the decimal point and none after it"),
        row(
            "size",
            "'minLength':1,'maxLength':3",
            "'abcd'",
            "Size",
            "must have at least 1 and at most 3 characters"),
        row("items", "'minItems':2,'maxItems':2", "['a']", "Size", "must have exactly 2 items"),
        row("entries", "'maxProperties':1", "{'a':'','b':''}", "Size", "must have at most 1 entry"),
        row("array", "'minItems':2", "[1]", "Size", "must have at least 2 items"),
        row(
            "bytes",
            "'description':'Must have at most 2 bytes.'",
            "'AAAA'",
            "Size",
            "must have at most 2 bytes"),
        row("length", "'maxLength':4", "'abcde'", "Length", "must have at most 4 characters"),
        row(
            "codePoints",
            "'minLength':2",
            "'a'",
            "CodePointLength",
            "must have at least 2 characters"),
        row("notEmpty", "'minLength':1", "''", "NotEmpty", "must not be empty"),
        row("notEmptyList", "'minItems':1", "[]", "NotEmpty", "must not be empty"),
        row("notBlank", "'minLength':1,'pattern':'\\\\S'", "' '", "NotBlank", "must not be blank"),
        row(
            "notBlankPattern",
            "'minLength':1,'pattern':'^(?:[a-z ]*)$'",
            "' '",
            "NotBlank",
            "must not be blank"),
        row(
            "pattern",
            "'pattern':'^(?:[A-Z]{2})$'",
            "'DEU'",
            "Pattern",
            "must match the regular expression [A-Z]{2}"),
        row(
            "anchored",
            "'pattern':'^a+$'",
            "'b'",
            "Pattern",
            "must match the regular expression ^a+$"),
        row(
            "choice",
            "'pattern':'^(?:^a|b$)$'",
            "'ab'",
            "Pattern",
            "must match the regular expression ^a|b$"),
        row(
            "ignoringCase",
            "'description':'Must match the regular expression ab (ignoring case).'",
            "'c'",
            "Pattern",
            "must match the regular expression ab (ignoring case)"),
        row(
            "possessive",
            "'description':'Must match the regular expression a++.'",
            "'b'",
            "Pattern",
            "must match the regular expression a++"),
        row(
            "country",
            "'pattern':'^(?:[A-Z]{2})$','description':'Must be an ISO country code.'",
            "'x'",
            "Pattern",
            "must be an ISO country code"),
        row(
            "twoPatterns",
            "'pattern':'^(?:a.*)$','description':'Must match the regular expression .*b.'",
            "'ac'",
            "Pattern",
            "must match the regular expression .*b"),
        row("email", "'format':'email'", "'nobody'", "Email", "must be an email address"),
        row(
            "ownMail",
            "'format':'email','pattern':'^(?:.+@x\\\\.org)$'",
            "'a@y.org'",
            "Email",
            "must be an email address and match the regular expression .+@x\\.org"),
        row("url", "'format':'uri'", "'nowhere'", "URL", "must be a URL"),
        row(
            "https",
            "'format':'uri','description':'Must be a URL with the protocol https.'",
            "'http://x.org'",
            "URL",
            "must be a URL with the protocol https"),
        row(
            "uuid",
            "'format':'uuid','description':'Must be a UUID in lower case.'",
            "'A'",
            "UUID",
            "must be a UUID in lower case"),
        row(
            "unique",
            "'uniqueItems':true",
            "['a','a']",
            "UniqueElements",
            "must not contain an item twice"),
        row("yes", "'const':true", "false", "AssertTrue", "must be true"),
        row("no", "'const':false", "true", "AssertFalse", "must be false"),
        row("notNull", "", "null", "NotNull", "must not be null"),
        row("nothing", "'description':'Must be null.'", "'x'", "Null", "must be null"),
        row(
            "past",
            "'description':'Must lie in the past.'",
            "'9999-01-01'",
            "Past",
            "must lie in the past"),
        row(
            "pastOrPresent",
            "'description':'Must not lie in the future.'",
            "'9999-01-01'",
            "PastOrPresent",
            "must not lie in the future"),
        row(
            "future",
            "'description':'Must lie in the future.'",
            "'1999-01-01'",
            "Future",
            "must lie in the future"),
        row(
            "futureOrPresent",
            "'description':'Must not lie in the past.'",
            "'1999-01-01'",
            "FutureOrPresent",
            "must not lie in the past"),
        row(
            "card",
            "'description':'Must be a valid credit card number.'",
            "'1234'",
            "CreditCardNumber",
            "must be a valid credit card number"),
        row(
            "luhn",
            "'description':'Must have a correct check digit.'",
            "'1234'",
            "LuhnCheck",
            "must have a correct check digit"),
        row(
            "ean",
            "'description':'Must be a valid barcode (EAN8).'",
            "'1234'",
            "EAN",
            "must be a valid barcode (EAN8)"),
        row(
            "isbn",
            "'description':'Must be a valid ISBN (ISBN-13).'",
            "'1234'",
            "ISBN",
            "must be a valid ISBN (ISBN-13)"),
        row(
            "ip",
            "'description':'Must be an IP address (IPv4).'",
            "'1.2.3'",
            "IpAddress",
            "must be an IP address (IPv4)"),
        row(
            "longest",
            "'description':'Must be at least PT1H30M.'",
            "'PT1H'",
            "DurationMin",
            "must be at least PT1H30M"),
        row(
            "shortest",
            "'description':'Must be shorter than PT24H.'",
            "'PT24H'",
            "DurationMax",
            "must be shorter than PT24H"),
        row("listOfSized", "'maxItems':3", "['','','','']", "Size", "must have at most 3 items"));
  }

  private static Arguments row(
      String field, String keywords, String answer, String rule, String message) {
    return Arguments.of(field, keywords.replace('\'', '"'), answer, rule, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void contribute_constraint_addsKeywords(String field, String keywords) throws Exception {
    assertThat(contributed(Model.class.getField(field)))
        .isEqualTo(Json.parse("{" + keywords + "}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void validate_brokenConstraint_saysSoInEnglish(
      String field, String keywords, String answer, String rule, String message) {
    assertThat(onlyProblem(field, answer))
        .isEqualTo(
            new Problem(
                "/" + field,
                rule,
                message,
                Optional.of(answer.replace('\'', '"')),
                Problem.Source.VALIDATION));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void validate_turkishLocale_saysTheSame(
      String field, String keywords, String answer, String rule, String message) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      assertThat(onlyProblem(field, answer).message()).isEqualTo(message);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Problem onlyProblem(String field, String answer) {
    List<Problem> problems =
        Answer.of("{'" + field + "':" + answer + "}").checkedAs(Model.class).stream()
            .filter(problem -> problem.pointer().equals("/" + field))
            .toList();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static JsonObject contributed(Field field) {
    List<Annotation> annotations =
        Stream.of(field.getAnnotations(), field.getAnnotatedType().getAnnotations())
            .flatMap(Arrays::stream)
            .distinct()
            .toList();
    JsonObject.Builder schema = Json.object();
    new BeanValidationRules()
        .schemaContributor(List.of())
        .contribute(new Place(annotations, field.getGenericType()), schema);
    return schema.build();
  }
}
