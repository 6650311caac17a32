package dev.instructor.call.internal;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ProviderException;

/**
 * One model of a chain in which each stands in for the one before.
 *
 * @param index its place in the chain, from 0
 * @param model the model
 */
record Link(int index, ChatModel model) {
  ModelProfile profile() {
    return model.profile();
  }

  /** Returns the name of the model that is asked, unless the caller named another one. */
  String name() {
    return profile().provider() + "/" + profile().model();
  }

  /**
   * Returns whether another model may answer where one failed: after an outage, a limit, or an
   * empty account. What another model would fail at too, such as a request that is wrong, and what
   * the caller has to put in order, such as a key that is not accepted, is no reason.
   */
  static boolean mayBePassedOver(ProviderException failure) {
    return switch (failure.kind()) {
      case CONNECTION, TIMEOUT, PROTOCOL -> true;
      case INTERRUPTED -> false;
      case STATUS -> {
        int status = failure.status().orElse(0);
        yield failure.retryable()
            || failure.outOfQuota()
            || status == 402
            || status == 408
            || status == 429
            || status >= 500;
      }
    };
  }
}
