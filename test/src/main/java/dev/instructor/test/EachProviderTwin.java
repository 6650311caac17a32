package dev.instructor.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a test that is run once for each vendor, against its twin. A parameter of type {@link Twin}
 * is the twin, one of type {@link dev.instructor.Instructor} a client of it:
 *
 * <pre>{@code
 * @EachProviderTwin
 * void create_plainSentence_findsTheAge(Twin<?> twin, Instructor client) {
 *   twin.answer("{\"name\":\"Jason\",\"age\":25}");
 *
 *   assertThat(client.create(User.class, "Jason is 25").age()).isEqualTo(25);
 * }
 * }</pre>
 *
 * <p>What makes a {@link ProviderTwin} test fail makes this one fail too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith(EachTwin.class)
public @interface EachProviderTwin {
  /**
   * Returns the models, such as {@code openai/gpt-4.1-mini}, each a run of the test; unless set,
   * one of each vendor of which there is a twin and whose module is on the class path.
   */
  String[] value() default {};
}
