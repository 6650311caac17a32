package dev.instructor.call.internal;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.mode.ModeStrategy;
import java.util.List;

/** The ways in which one call can be asked. Thread-safe. */
interface Ways {
  /** The ordinary ones: the modes in the order of the model's profile. */
  Ways ORDINARY = (how, profile) -> ModeStrategy.of(how.mode());

  /** Returns how a model is asked. */
  ModeStrategy strategy(StepDown how, ModelProfile profile);

  /** Returns the modes that are tried unless one is set, best first. */
  default List<Mode> order(ModelProfile profile) {
    return profile.modes();
  }
}
