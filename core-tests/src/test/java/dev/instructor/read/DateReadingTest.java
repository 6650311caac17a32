package dev.instructor.read;

import static dev.instructor.read.Reads.assertProblem;
import static dev.instructor.read.Reads.assertRead;
import static dev.instructor.read.Reads.x;

import dev.instructor.json.Json;
import dev.instructor.json.Repair.Kind;
import dev.instructor.schema.JsonSchema;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.Shape;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates and times in another spelling, each beside what must stay a problem. */
class DateReadingTest {
  private static final JsonSchema DATE = x("{\"type\":\"string\",\"format\":\"date\"}");
  private static final JsonSchema TIME = x("{\"type\":\"string\",\"format\":\"time\"}");
  private static final JsonSchema MOMENT = x("{\"type\":\"string\",\"format\":\"date-time\"}");

  record Local(LocalDateTime at, LocalTime time) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024/03/05",
        "2024.03.05",
        "2024-3-5",
        "20240305",
        "5 March 2024",
        "5 Mar 2024",
        "5th March 2024",
        "5th of March, 2024",
        "the 5th of March 2024",
        "05-Mar-2024",
        "March 5, 2024",
        "march 5 2024",
        "Mar. 5th, 2024",
        "Tuesday, March 5, 2024",
        "Tue 5 March 2024",
        "2024 March 5",
        "2024年3月5日",
        "2024年3月5日（火）",
        "2024年3月5日 星期二",
        "2024년 3월 5일",
        "5. März 2024",
        "Dienstag, den 5. März 2024",
        "le 5 mars 2024",
        "mardi 5 mars 2024",
        "5 de marzo de 2024",
        "5 marzo 2024",
        "5 de março de 2024",
        "5 maart 2024",
        "٢٠٢٤-٠٣-٠٥",
        "2024-03-05 (Tuesday)",
        "datetime.date(2024, 3, 5)",
        "datetime.datetime(2024, 3, 5, 0, 0)",
        "March 5, 2024 (Tue)",
        "2024-03-05T00:00:00",
        "2024-03-05T00:00:00Z",
      })
  void date_inAnotherSpelling_isRead(String said) {
    assertRead(DATE, x(Json.of(said)), Kind.DATE, x(Json.of("2024-03-05")));
  }

  @ParameterizedTest
  @CsvSource({"25/12/2024,2024-12-25", "12/25/2024,2024-12-25", "13.4.2024,2024-04-13"})
  void date_withADayAboveTwelve_isRead(String said, String meant) {
    assertRead(DATE, x(Json.of(said)), Kind.DATE, x(Json.of(meant)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "03/04/2024",
        "3.4.2024",
        "03-04-24",
        "25/12/24",
        "March 2024",
        "5 March",
        "2024",
        "Monday, March 5, 2024",
        "Montag, 5. März 2024",
        "2024-03-05 (Monday)",
        "datetime.datetime(2024, 3, 5, 10, 30)",
        "months(2024, 3, 5)",
        "2024-03-05 (approx)",
        "2024年3月5日（水）",
        "2024年13月5日",
        "5 jui 2024",
        "5. 2024",
        "۱۴۰۲-۱۲-۱۵",
        "๒๕๖๗-๐๓-๐๕",
        "2024-02-30",
        "31 April 2024",
        "2024-03-05T10:00:00Z",
        "tomorrow",
        "March 5-6, 2024",
        "around March 5, 2024",
        "20241305",
        "Q1 2024",
      })
  void date_thatCouldBeAnother_staysAProblem(String said) {
    assertProblem(DATE, x(Json.of(said)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-03-05 10:30:00Z|2024-03-05T10:30:00Z",
        "2024-03-05 10:30 UTC|2024-03-05T10:30:00Z",
        "2024-03-05T10:30Z|2024-03-05T10:30:00Z",
        "2024-03-05T10:30:00.25+0200|2024-03-05T10:30:00.25+02:00",
        "2024-03-05T10:30:00+02|2024-03-05T10:30:00+02:00",
        "March 5, 2024 at 10:30 PM UTC|2024-03-05T22:30:00Z",
        "5 March 2024, 10:30 GMT+2|2024-03-05T10:30:00+02:00",
      })
  void moment_inAnotherSpelling_isRead(String said, String meant) {
    assertRead(MOMENT, x(Json.of(said)), Kind.DATE, x(Json.of(meant)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-05",
        "2024-03-05T10:30:00",
        "2024-03-05 25:30:00Z",
        "03/04/2024 10:30 UTC",
        "2024-03-05 10:30 CET",
        "2024-03-05 13:30 PM UTC",
      })
  void moment_withoutWhatItNeeds_staysAProblem(String said) {
    assertProblem(MOMENT, x(Json.of(said)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"9:30 AM UTC|09:30:00Z", "12 am Z|00:00:00Z", "09:30Z|09:30:00Z"})
  void time_inAnotherSpelling_isRead(String said, String meant) {
    assertRead(TIME, x(Json.of(said)), Kind.DATE, x(Json.of(meant)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"09:30", "9", "9 UTC", "morning", "24:00Z"})
  void time_withoutWhatItNeeds_staysAProblem(String said) {
    assertProblem(TIME, x(Json.of(said)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-03-05 10:30|2024-03-05T10:30:00|9:30 pm|21:30:00",
        "5 March 2024 10:30|2024-03-05T10:30:00|9:05|09:05:00",
      })
  void localTimes_inAnotherSpelling_areRead(
      String at, String atMeant, String time, String timeMeant) {
    JsonSchema schema = JacksonBinder.standard().plan(Shape.of(Local.class)).target().schema();

    assertRead(
        schema,
        Json.object().put("at", at).put("time", time).build(),
        Kind.DATE,
        Json.object().put("at", atMeant).put("time", timeMeant).build());
    assertProblem(schema, Json.object().put("at", "3/4/2024 10:30").put("time", "09:30").build());
  }
}
