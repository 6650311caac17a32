package dev.instructor.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instructor.Instructor;
import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.chat.ChatResponse;
import dev.instructor.chat.ChatStream;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ProviderException;
import dev.instructor.test.ScriptedModel;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Futures of calls. */
class AsyncTest {
  record User(String name, int age) {}

  private static final String GOOD = "{\"name\":\"Jason\",\"age\":25}";

  /** Never answers; tells when a request came and when its thread was interrupted. */
  private static final class SilentModel implements ChatModel {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public ChatResponse send(ChatRequest request) {
      asked.countDown();
      try {
        new CountDownLatch(1).await();
        throw new AssertionError();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        interrupted.countDown();
        throw ProviderException.builder("silent", ProviderException.Kind.INTERRUPTED)
            .cause(e)
            .build();
      }
    }

    @Override
    public ChatStream stream(ChatRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ModelProfile profile() {
      return ScriptedModel.of().profile();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void createAsync_completesWithTheValue() throws Exception {
    CompletableFuture<User> future =
        Instructor.of(ScriptedModel.of(GOOD)).prompt("x").createAsync(User.class);

    assertThat(future.get(30, TimeUnit.SECONDS)).isEqualTo(new User("Jason", 25));
  }

  @Test
  void createAsync_failure_isTheCause() {
    CompletableFuture<User> future =
        Instructor.of(ScriptedModel.of("no")).prompt("x").maxRetries(0).createAsync(User.class);

    assertThatThrownBy(() -> future.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ExtractionException.class);
  }

  @Test
  void cancel_endsTheExchange() throws Exception {
    SilentModel model = new SilentModel();
    CompletableFuture<User> future = Instructor.of(model).prompt("x").createAsync(User.class);
    await(model.asked);

    assertThat(future.cancel(true)).isTrue();

    await(model.interrupted);
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
  }

  @Test
  void cancel_ofADependentStage_endsTheExchange() throws Exception {
    SilentModel model = new SilentModel();
    CompletableFuture<Integer> dependent =
        Instructor.of(model)
            .prompt("x")
            .extractAsync(User.class)
            .thenApply(Extraction::value)
            .thenApply(User::age);
    await(model.asked);

    dependent.cancel(true);

    await(model.interrupted);
  }

  @Test
  void orTimeout_endsTheExchange() throws Exception {
    SilentModel model = new SilentModel();
    CompletableFuture<User> future = Instructor.of(model).prompt("x").createAsync(User.class);
    await(model.asked);

    CompletableFuture<User> limited = future.orTimeout(1, TimeUnit.MILLISECONDS);

    await(model.interrupted);
    assertThat(limited).isCompletedExceptionally();
  }

  @Test
  void cancel_leavesTheExecutorsThreadClean() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      SilentModel model = new SilentModel();
      CompletableFuture<User> future =
          Instructor.builder(model).executor(one).build().prompt("x").createAsync(User.class);
      await(model.asked);
      future.cancel(true);
      await(model.interrupted);
      AtomicBoolean flag = new AtomicBoolean();

      one.submit(() -> flag.set(Thread.currentThread().isInterrupted())).get(30, TimeUnit.SECONDS);

      assertThat(flag).isFalse();
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void cancel_beforeTheCallBegins_sendsNothing() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      CountDownLatch free = new CountDownLatch(1);
      one.submit(() -> free.await(30, TimeUnit.SECONDS));
      ScriptedModel model = ScriptedModel.of(GOOD);
      CompletableFuture<User> future =
          Instructor.builder(model).executor(one).build().prompt("x").createAsync(User.class);

      future.cancel(true);
      free.countDown();
      one.submit(() -> {}).get(30, TimeUnit.SECONDS);

      assertThat(model.requests()).isEmpty();
    } finally {
      one.shutdownNow();
    }
  }
}
