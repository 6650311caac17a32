package dev.instructor.llamacpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.chat.ChatEvent;
import dev.instructor.error.ProviderException;
import dev.instructor.llamacpp.internal.grammar.SchemaGrammar;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a stream makes of an engine that misbehaves. */
class GgufStreamTest {
  private static GgufStream stream(boolean ended, String... pieces) {
    Generation generation =
        Generation.start(
            Optional.empty(),
            told -> {
              told.tell(new Generation.Begun(1, false));
              for (String piece : pieces) {
                told.tell(new Generation.Piece(piece));
              }
              return new Engine.Outcome(pieces.length, ended);
            });
    return new GgufStream(
        generation, "m", List.of(), Optional.of(SchemaGrammar.anyObject().matcher()));
  }

  private static void assertOutside(GgufStream stream) {
    assertThatThrownBy(() -> stream.forEachRemaining(event -> {}))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ProviderException.Kind.PROTOCOL);
              assertThat(e).hasMessageContaining("did not keep to the grammar");
            });
  }

  @Test
  void textOutsideTheGrammar_isTheProvidersFailure() {
    assertOutside(stream(true, "{\"a\":", "Sure!"));
  }

  @Test
  void answerThatEndsTooEarly_isTheProvidersFailure() {
    assertOutside(stream(true, "{\"a\":1"));
  }

  @Test
  void answerThatIsCut_isNone() {
    GgufStream stream = stream(false, "{\"a\":1");

    assertThat((Iterator<ChatEvent>) stream)
        .toIterable()
        .anyMatch(ChatEvent.Finished.class::isInstance);
  }

  @Test
  void failureOfTheEngine_namesItsKindAlone() {
    Generation generation =
        Generation.start(
            Optional.empty(),
            told -> {
              throw new IllegalStateException("with the prompt in it");
            });

    assertThatThrownBy(generation::next)
        .isInstanceOf(ProviderException.class)
        .hasMessage("gguf: the engine failed with IllegalStateException");
  }
}
