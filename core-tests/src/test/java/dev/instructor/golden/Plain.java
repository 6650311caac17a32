package dev.instructor.golden;

import dev.instructor.schema.Describe;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Records and enums as they come. */
public final class Plain {
  private Plain() {}

  public record User(String name, int age, String email) {}

  public record Empty() {}

  @Describe("How soon somebody must look at it")
  public enum Priority {
    @Describe("within a week")
    LOW,
    NORMAL,
    @Describe("today")
    URGENT
  }

  public record Line(String sku, int quantity, BigDecimal price) {}

  public record Order(String id, User customer, List<Line> lines, Priority priority) {}

  public record Address(String street, String city) {}

  public record Team(String name, List<User> members, Address office) {}

  public record Division(String name, List<Team> teams) {}

  public record Company(String name, List<Division> divisions) {}

  @Describe("A postal address")
  public record Place(String street, String city) {}

  public record Shipment(
      @Describe("Where the parcel starts") Place from,
      @Describe("Where the parcel goes") Place to,
      Priority priority,
      @Describe("What the customer asked for") Priority wanted) {}

  @Describe("A request for help")
  public record Ticket(
      @Describe(value = "One line, no full stop", examples = "Printer is on fire") String title,
      @Describe(
              value = "How many people are affected",
              examples = {"1", "20"})
          int affected,
      @Describe("Where it happens") Optional<Place> place,
      @Describe("In words of the sender") List<String> symptoms) {}

  public record Reasoned(String zReasoning, String mEvidence, boolean answer, String aSource) {}

  public record OddNames(
      String $dollar, String snake_case, int _under, String isOpen, String getX) {}

  public record Tree(String label, List<Tree> children) {}

  public record Department(String name, Optional<Head> head) {}

  public record Head(String name, List<Department> departments) {}

  public record Forest(String name, Tree oldest, List<Tree> trees) {}
}
