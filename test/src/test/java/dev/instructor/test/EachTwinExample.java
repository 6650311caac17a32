package dev.instructor.test;

/** Run by {@link ProviderTwinTest} alone: this module has no provider. */
class EachTwinExample {
  @EachProviderTwin
  void each(Twin<?> twin) {
    twin.reply("never asked for");
  }

  @EachProviderTwin("acme/large")
  void unknown(Twin<?> twin) {
    twin.reply("never asked for");
  }
}
