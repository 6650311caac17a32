package dev.instructor.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class, or one test, a provider twin: a parameter of type {@link OpenAiTwin},
 * {@link ResponsesTwin}, {@link AnthropicTwin}, {@link GoogleTwin} or {@link BedrockTwin} is
 * started for the test and stopped after it, and a parameter of type {@link
 * dev.instructor.Instructor} is a client of the first of them.
 *
 * <pre>{@code
 * @ProviderTwin
 * class UserTest {
 *   @Test
 *   void create_plainSentence_findsTheAge(OpenAiTwin twin, Instructor client) {
 *     twin.answer("{\"name\":\"Jason\",\"age\":25}");
 *
 *     assertThat(client.create(User.class, "Jason is 25").age()).isEqualTo(25);
 *   }
 * }
 * }</pre>
 *
 * <p>The test fails if an answer was scripted that nobody asked for, or if a request came for which
 * none was scripted, or if a function of the script threw, whatever the client made of it. Every
 * test has a twin of its own, so that tests can run at the same time.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(TwinExtension.class)
public @interface ProviderTwin {
  /**
   * Returns provider and model of a client, such as {@code openai/gpt-4.1-mini}; unless set, a
   * model of the twin's vendor: see {@link Twin#client()}.
   */
  String model() default "";

  /** Returns whether scripted answers may be left over; not allowed unless set. */
  boolean unusedAnswersAllowed() default false;

  /**
   * Returns whether an {@link OpenAiTwin} is merely compatible with OpenAI, see {@link
   * OpenAiTwin.Builder#compatible()}.
   */
  boolean compatible() default false;
}
