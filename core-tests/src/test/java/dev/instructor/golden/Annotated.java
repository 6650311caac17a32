package dev.instructor.golden;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.instructor.schema.SchemaOf;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types with annotations of Jackson. */
public final class Annotated {
  private Annotated() {}

  public record Renamed(
      @JsonProperty("full_name") String name, @JsonAlias({"years", "yrs"}) int age) {}

  @JsonIgnoreProperties("session")
  public record Ignored(String name, @JsonIgnore int secret, String session, int age) {}

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Snake(String firstName, String lastName, int ageInYears) {}

  @JsonPropertyOrder({"verdict", "score"})
  public record Ordered(String reason, int score, String verdict, String source) {}

  public record Money(BigDecimal amount, String currency) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Money parse(String text) {
      String[] parts = text.split(" ");
      return new Money(new BigDecimal(parts[0]), parts[1]);
    }

    @JsonValue
    public String text() {
      return amount.toPlainString() + " " + currency;
    }
  }

  public static final class Tags {
    private final List<String> values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Tags(List<String> values) {
      this.values = List.copyOf(values);
    }

    @JsonValue
    public List<String> values() {
      return values;
    }
  }

  public record Priced(String article, Money price, Tags tags) {}

  public enum Stars {
    ONE(1),
    TWO(2),
    THREE(3);

    private final int count;

    Stars(int count) {
      this.count = count;
    }

    @JsonValue
    public int count() {
      return count;
    }
  }

  public enum Colour {
    @JsonProperty("dark-red")
    DARK_RED,
    @JsonAlias("grey")
    GRAY
  }

  public enum Grade {
    A,
    B;

    @JsonValue
    public String code() {
      return "grade-" + name();
    }
  }

  public record Rated(Stars stars, Colour colour, Grade grade, Map<Colour, Integer> counts) {}

  public record Formatted(
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day,
      @JsonFormat(pattern = "dd.MM.yyyy") List<LocalDate> days,
      @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT) LocalDate epochDay,
      Instant at) {}

  public static class Unwrapped {
    public String name;
    @JsonUnwrapped public Geo geo;

    @JsonUnwrapped(prefix = "home_")
    public Geo home;

    public int age;
  }

  public static class Geo {
    public double latitude;
    public double longitude;
  }

  @JsonClassDescription("A book in the catalogue")
  public record Explained(
      @JsonPropertyDescription("As printed on the cover") String title, int year) {}

  @JsonDeserialize(using = TemperatureReader.class)
  @SchemaOf("{\"type\": \"string\", \"pattern\": \"^-?[0-9]+ [CF]$\"}")
  public record Temperature(int degrees, char scale) {}

  public static final class TemperatureReader extends StdDeserializer<Temperature> {
    private static final long serialVersionUID = 1L;

    public TemperatureReader() {
      super(Temperature.class);
    }

    @Override
    public Temperature deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String[] parts = parser.getText().split(" ");
      return new Temperature(Integer.parseInt(parts[0]), parts[1].charAt(0));
    }
  }

  public record Stated(String place, Temperature temperature, List<Temperature> history) {}

  public static final class Open {
    public String name;
    private final Map<String, Integer> rest = new LinkedHashMap<>();

    @JsonAnySetter
    public void put(String name, int value) {
      rest.put(name, value);
    }

    public Map<String, Integer> rest() {
      return rest;
    }
  }
}
