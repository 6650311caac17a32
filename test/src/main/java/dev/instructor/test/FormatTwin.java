package dev.instructor.test;

/**
 * A stand-in for a vendor of which there is no twin: the caller says how its format is written, the
 * script, the faults and the log are those of every {@link Twin}. Together with {@link
 * ProviderContract} it tests a provider of one's own.
 */
public final class FormatTwin extends Twin<FormatTwin> {
  private FormatTwin(TwinSettings settings, TwinFormat format) {
    super(settings, "", script -> new FormatSide(settings, format, script));
  }

  /**
   * Returns the settings of a twin to start.
   *
   * @param format how the format is written
   * @param providerAndModel the provider and a model for {@link Twin#client()}
   */
  public static Builder of(TwinFormat format, String providerAndModel) {
    return new Builder(format, providerAndModel);
  }

  /** Settings of a twin. Not thread-safe. */
  public static final class Builder extends TwinBuilder<FormatTwin, Builder> {
    private final TwinFormat format;

    private Builder(TwinFormat format, String providerAndModel) {
      super(FormatTwin.class, providerAndModel, "twin-0123456789");
      this.format = format;
    }

    @Override
    public FormatTwin start() {
      return new FormatTwin(settings(), format);
    }
  }
}
