package dev.instructor.call.internal;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.chat.ModelProfile.UnsupportedSignal;
import dev.instructor.error.ProviderException;
import dev.instructor.schema.SchemaDialect;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The next way to ask when a server says that it does not have one, or cannot enforce the schema.
 *
 * @param mode the mode
 * @param enforced whether the schema is put so that the vendor can enforce it
 * @param ofSchema whether that is because of the one schema
 */
record StepDown(Mode mode, boolean enforced, boolean ofSchema) {
  /** Returns a way to ask that nothing was learned of. */
  static StepDown to(Mode mode) {
    return new StepDown(mode, true, false);
  }

  /** Returns the dialect in which a schema is put in a mode. */
  SchemaDialect dialect(ModelProfile profile, Mode in) {
    return enforced ? profile.dialect(in) : profile.plainDialect();
  }

  /**
   * Returns the best way below the one that was tried that the failure does not rule out; nothing
   * if the failure says no such thing.
   */
  static Optional<StepDown> after(ProviderException failure, StepDown tried, ModelProfile profile) {
    List<UnsupportedSignal> signals = signals(failure, profile);
    Set<Mode> out = EnumSet.noneOf(Mode.class);
    signals.stream().filter(signal -> !signal.ofSchema()).forEach(s -> out.addAll(s.rulesOut()));
    int at = profile.modes().indexOf(tried.mode());
    if (out.contains(tried.mode())) {
      return profile.modes().subList(at + 1, profile.modes().size()).stream()
          .filter(mode -> !out.contains(mode))
          .findFirst()
          .map(mode -> new StepDown(mode, tried.enforced(), tried.ofSchema()));
    }
    Set<Mode> refused = EnumSet.noneOf(Mode.class);
    signals.stream().filter(UnsupportedSignal::ofSchema).forEach(s -> refused.addAll(s.rulesOut()));
    if (!tried.enforced() || !refused.contains(tried.mode())) {
      return Optional.empty();
    }
    return profile.modes().subList(Math.max(at, 0), profile.modes().size()).stream()
        .filter(mode -> !refused.contains(mode) || takesItUnenforced(profile, mode, tried))
        .findFirst()
        .map(mode -> new StepDown(mode, profile.enforcing().contains(mode), true));
  }

  /** A mode may take a schema that it could not enforce, if it is not asked to. */
  private static boolean takesItUnenforced(ModelProfile profile, Mode mode, StepDown tried) {
    boolean wasPlain = profile.dialect(tried.mode()).name().equals(profile.plainDialect().name());
    return !profile.enforcing().contains(mode) && !wasPlain;
  }

  private static List<UnsupportedSignal> signals(ProviderException failure, ModelProfile profile) {
    if (failure.status().isEmpty()) {
      return List.of();
    }
    String said =
        (failure.providerMessage().orElse("") + "\n" + failure.body().orElse(""))
            .toLowerCase(Locale.ROOT);
    int status = failure.status().getAsInt();
    return profile.unsupported().stream()
        .filter(signal -> signal.status() == status && said.contains(signal.text()))
        .toList();
  }
}
