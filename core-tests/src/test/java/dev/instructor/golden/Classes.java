package dev.instructor.golden;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import dev.instructor.schema.Describe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classes that are no records. */
public final class Classes {
  private Classes() {}

  public static class Customer {
    private String name;

    @Describe("In full years")
    private int age;

    private @Nullable String phone;
    private Optional<String> city = Optional.empty();
    public boolean active;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }

    public int getAge() {
      return age;
    }

    public void setAge(int age) {
      this.age = age;
    }

    public @Nullable String getPhone() {
      return phone;
    }

    public void setPhone(@Nullable String phone) {
      this.phone = phone;
    }

    public Optional<String> getCity() {
      return city;
    }

    public void setCity(Optional<String> city) {
      this.city = city;
    }
  }

  public static final class Point {
    private final int x;
    private final int y;

    @JsonCreator
    public Point(@JsonProperty("x") int x, @JsonProperty("y") int y) {
      this.x = x;
      this.y = y;
    }

    public int getX() {
      return x;
    }

    public int getY() {
      return y;
    }
  }

  /** No annotation: the names are those of the parameters. */
  public static final class Range {
    private final int low;
    private final int high;

    public Range(int low, int high) {
      this.low = low;
      this.high = high;
    }

    public int low() {
      return low;
    }

    public int high() {
      return high;
    }
  }

  /** A factory whose parameters are in another order than the fields. */
  public static final class Person {
    private final String first;
    private final String last;
    private final int age;

    private Person(String first, String last, int age) {
      this.first = first;
      this.last = last;
      this.age = age;
    }

    @JsonCreator
    public static Person of(
        @JsonProperty("age") int age,
        @JsonProperty("last") String last,
        @JsonProperty("first") String first) {
      return new Person(first, last, age);
    }

    public String full() {
      return first + " " + last + " " + age;
    }
  }

  @JsonDeserialize(builder = Invoice.Builder.class)
  public static final class Invoice {
    private final String number;
    private final @Nullable String note;
    private final BigDecimal total;

    private Invoice(Builder builder) {
      this.number = builder.number;
      this.note = builder.note;
      this.total = builder.total;
    }

    public String describe() {
      return number + note + total;
    }

    @JsonPOJOBuilder(withPrefix = "")
    public static final class Builder {
      private String number = "";
      private @Nullable String note;
      private BigDecimal total = BigDecimal.ZERO;

      public Builder total(BigDecimal total) {
        this.total = total;
        return this;
      }

      public Builder number(String number) {
        this.number = number;
        return this;
      }

      public Builder note(String note) {
        this.note = note;
        return this;
      }

      public Invoice build() {
        return new Invoice(this);
      }
    }
  }

  public static class Member {
    public String id;
    public String name;
  }

  public static final class Employee extends Member {
    public BigDecimal salary;
    public List<String> skills;
  }

  public static final class Basket {
    private final List<String> items = new ArrayList<>();
    public int size;

    public List<String> getItems() {
      return items;
    }
  }
}
