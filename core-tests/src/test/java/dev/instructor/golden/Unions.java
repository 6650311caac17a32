package dev.instructor.golden;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.instructor.schema.Describe;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;

/** Types with variants. */
public final class Unions {
  private Unions() {}

  @Describe("How the customer pays")
  public sealed interface Payment permits Card, Transfer, Cash {}

  public record Card(String number, YearMonth expires) implements Payment {}

  @Describe("From account to account")
  public record Transfer(String iban, BigDecimal amount) implements Payment {}

  public record Cash() implements Payment {}

  public sealed interface Figure permits Circle, Rectangle {}

  public record Circle(double radius) implements Figure {}

  public record Rectangle(double width, double height) implements Figure {}

  public record Drawing(String title, List<Figure> figures, Figure frame, Circle centre) {}

  public sealed interface Vehicle permits Bike, Motorised {}

  public record Bike(int gears) implements Vehicle {}

  public sealed interface Motorised extends Vehicle permits Car, Truck {}

  public record Car(int seats) implements Motorised {}

  public record Truck(double load) implements Motorised {}

  public sealed interface Expression permits Literal, Sum {}

  public record Literal(double value) implements Expression {}

  public record Sum(Expression left, Expression right) implements Expression {}

  public sealed interface Event permits Click, Key {}

  public record Click(String type, int x, int y) implements Event {}

  public record Key(char kind, boolean shift) implements Event {}

  public abstract static sealed class Animal permits Dog, Cat {
    private String name;

    public String getName() {
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }
  }

  public static final class Dog extends Animal {
    public boolean barks;
  }

  public static final class Cat extends Animal {
    public int lives;
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "channel")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Email.class, name = "email"),
    @JsonSubTypes.Type(value = Sms.class, name = "sms")
  })
  public interface Notice {}

  public record Email(String to, String subject) implements Notice {}

  public record Sms(String phone) implements Notice {}

  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "role",
      visible = true)
  @JsonSubTypes({@JsonSubTypes.Type(Question.class), @JsonSubTypes.Type(Answer.class)})
  public interface Message {}

  @JsonTypeName("question")
  public record Question(String role, String text) implements Message {}

  @JsonTypeName("answer")
  public record Answer(String text, String role, double confidence) implements Message {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Move.class, name = "move"),
    @JsonSubTypes.Type(value = Stop.class, name = "stop")
  })
  public interface Command {}

  public record Move(int metres) implements Command {}

  public record Stop(String reason) implements Command {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(ByPhone.class), @JsonSubTypes.Type(ByMail.class)})
  public interface Contact {}

  public record ByPhone(String phone) implements Contact {}

  public record ByMail(String address) implements Contact {}
}
