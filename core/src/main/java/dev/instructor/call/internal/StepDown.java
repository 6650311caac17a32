package dev.instructor.call.internal;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.error.ProviderException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the next mode when a server says that it does not have one. */
final class StepDown {
  private StepDown() {}

  /**
   * Returns the best mode below {@code tried} that the failure does not rule out; nothing if the
   * failure says no such thing.
   */
  static Optional<Mode> after(ProviderException failure, Mode tried, ModelProfile profile) {
    Set<Mode> out = ruledOut(failure, profile);
    if (!out.contains(tried)) {
      return Optional.empty();
    }
    int from = profile.modes().indexOf(tried) + 1;
    return profile.modes().subList(from, profile.modes().size()).stream()
        .filter(mode -> !out.contains(mode))
        .findFirst();
  }

  private static Set<Mode> ruledOut(ProviderException failure, ModelProfile profile) {
    Set<Mode> out = EnumSet.noneOf(Mode.class);
    if (failure.status().isEmpty()) {
      return out;
    }
    String said =
        (failure.providerMessage().orElse("") + "\n" + failure.body().orElse(""))
            .toLowerCase(Locale.ROOT);
    for (UnsupportedSignal signal : profile.unsupported()) {
      if (signal.status() == failure.status().getAsInt() && said.contains(signal.text())) {
        out.addAll(signal.rulesOut());
      }
    }
    return out;
  }
}
