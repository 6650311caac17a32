package dev.instructor.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.json.Json;
import dev.instructor.schema.SchemaContributor.Place;
import jakarta.validation.constraints.Min;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** When Hibernate Validator is loaded: its start is slow. */
class StartTest {
  record Plain(String name, List<Plain> children) {}

  record Constrained(String name, @Min(0) int age) {}

  /** Runs in a class loader of its own. */
  public static final class PlainType implements Callable<List<String>> {
    @Override
    public List<String> call() {
      return check(Plain.class, new Plain("x", List.of(new Plain("y", List.of()))));
    }
  }

  /** Runs in a class loader of its own. */
  public static final class PreparedOnly implements Callable<List<String>> {
    @Override
    public List<String> call() throws NoSuchFieldException {
      BeanValidationRules rules = new BeanValidationRules();
      rules.validator(Constrained.class, List.of());
      var field = Constrained.class.getDeclaredField("age");
      var place = new Place(List.of(field.getAnnotations()), int.class);
      var schema = Json.object();
      rules.schemaContributor(List.of()).contribute(place, schema);
      return List.of(schema.build().toString());
    }
  }

  /** Runs in a class loader of its own. */
  public static final class ConstrainedType implements Callable<List<String>> {
    @Override
    public List<String> call() {
      return check(Constrained.class, new Constrained("x", -1));
    }
  }

  private static List<String> check(Class<?> type, Object value) {
    return Problems.of(new BeanValidationRules().validator(type, List.of()), value);
  }

  @Test
  void validate_typeWithoutConstraints_doesNotLoadHibernate() throws Exception {
    Recorder loader = new Recorder();

    assertThat(run(PlainType.class, loader)).isEqualTo(List.of());
    assertThat(loader.hibernate()).isEmpty();
  }

  @Test
  void schemaAndValidator_constrainedType_doNotStartHibernateYet() throws Exception {
    Recorder loader = new Recorder();

    assertThat(run(PreparedOnly.class, loader)).isEqualTo(List.of("{\"minimum\":0}"));
    assertThat(loader.hibernate()).isEmpty();
  }

  @Test
  void validate_constrainedType_startsHibernateWithoutExpressionLanguage() throws Exception {
    Recorder loader = new Recorder();

    assertThat(run(ConstrainedType.class, loader)).isEqualTo(List.of("/age: Min"));
    assertThat(loader.hibernate()).isNotEmpty();
    assertThatThrownBy(() -> loader.loadClass("jakarta.el.ExpressionFactory"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private static Object run(Class<?> scenario, Recorder loader) throws Exception {
    Object copy = loader.loadClass(scenario.getName()).getConstructor().newInstance();
    return ((Callable<?>) copy).call();
  }

  /** Loads the test's class path anew and remembers what of Hibernate was asked for. */
  private static final class Recorder extends URLClassLoader {
    private final Set<String> hibernate = ConcurrentHashMap.newKeySet();

    Recorder() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Recorder::url)
          .toArray(URL[]::new);
    }

    private static URL url(String path) {
      try {
        return Path.of(path).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("org.hibernate.")) {
        hibernate.add(name);
      }
      return super.findClass(name);
    }

    Set<String> hibernate() {
      return hibernate;
    }
  }
}
