package dev.instructor.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.error.ConfigurationException;
import dev.instructor.shape.PropertyRef.Property;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PropertyRefTest {
  record User(String name, int age, boolean isAdmin, List<String> tags) {
    String shout() {
      return name + "!";
    }

    String getName() {
      return name;
    }

    static int defaultAge(User user) {
      return user.age + 1;
    }
  }

  sealed interface Payment permits Card {
    String iban();
  }

  record Card(String iban) implements Payment {}

  static class Base {
    private boolean active = true;

    public boolean isActive() {
      return active;
    }

    public String getURL() {
      return "u";
    }
  }

  static final class Bean extends Base {
    private int size = 3;
    private Boolean open = true;

    public int getSize() {
      return size;
    }

    public int size() {
      return size;
    }

    public Boolean isOpen() {
      return open;
    }

    public int compute() {
      return size * 2;
    }

    public String issue() {
      return "";
    }
  }

  @Test
  void property_recordAccessor_isTheComponent() {
    assertThat(property(User::name)).isEqualTo(new Property(User.class, "name"));
    assertThat(property(User::age)).isEqualTo(new Property(User.class, "age"));
    assertThat(property(User::isAdmin)).isEqualTo(new Property(User.class, "isAdmin"));
    assertThat(property(User::tags)).isEqualTo(new Property(User.class, "tags"));
    assertThat(property(User::getName)).isEqualTo(new Property(User.class, "name"));
  }

  @Test
  void property_getter_isTheBeanProperty() {
    assertThat(property(Bean::getSize)).isEqualTo(new Property(Bean.class, "size"));
    assertThat(property(Bean::size)).isEqualTo(new Property(Bean.class, "size"));
    assertThat(property(Bean::isOpen)).isEqualTo(new Property(Bean.class, "open"));
    assertThat(property(Bean::isActive)).isEqualTo(new Property(Bean.class, "active"));
    assertThat(property(Bean::getURL)).isEqualTo(new Property(Bean.class, "URL"));
  }

  @Test
  void property_interfaceAccessor_isTheAbstractMethodsName() {
    assertThat(property(Payment::iban)).isEqualTo(new Property(Payment.class, "iban"));
  }

  @Test
  void property_noAccessor_saysWhatToWrite() {
    refuses(u -> u.age());
    refuses(u -> 5);
    refuses(User::defaultAge);
    refuses(User::shout);
    refuses(User::hashCode);
    refuses(User::getClass);
    PropertyRef<Bean, Object> computed = Bean::compute;
    assertThatThrownBy(computed::property)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Bean::compute");
    PropertyRef<Bean, Object> issue = Bean::issue;
    assertThatThrownBy(issue::property).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void property_capturingLambda_isRefused() {
    int offset = 4;
    refuses(u -> u.age() + offset);
  }

  @Test
  void property_ownClass_isRefused() {
    assertThatThrownBy(
            () ->
                new PropertyRef<User, Integer>() {
                  @Override
                  public Integer get(User owner) {
                    return owner.age();
                  }
                }.property())
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void property_manyThreads_allSeeTheSame() {
    PropertyRef<User, Integer> age = User::age;

    assertThat(IntStream.range(0, 1000).parallel().mapToObj(i -> age.property()).distinct())
        .containsExactly(new Property(User.class, "age"));
  }

  @Test
  void get_reads() {
    PropertyRef<User, Integer> age = User::age;

    assertThat(age.get(new User("Jason", 25, false, List.of()))).isEqualTo(25);
  }

  private static <T, V> Property property(PropertyRef<T, V> ref) {
    return ref.property();
  }

  private static void refuses(PropertyRef<User, Object> ref) {
    assertThatThrownBy(ref::property)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("User::age")
        .hasMessageContaining("a path");
  }
}
