package dev.instructor.cli;

import dev.instructor.chat.Mode;
import dev.instructor.chat.ModelProfile;
import dev.instructor.error.ConfigurationException;
import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ModelProvider.VendorInfo;
import dev.instructor.provider.ProfileRule;
import dev.instructor.schema.SchemaDialect;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** What is known of a provider's models, for a person to read. */
final class ProviderFacts {
  private ProviderFacts() {}

  /**
   * Prints all that is known of a provider's models, or of one model.
   *
   * @param named {@code provider} or {@code provider/model}
   */
  static void print(String named, Terminal terminal) {
    String provider = named.split("/", 2)[0];
    Optional<String> model =
        named.contains("/")
            ? Optional.of(named.substring(provider.length() + 1))
            : Optional.empty();
    for (ModelProvider service : ServiceLoader.load(ModelProvider.class)) {
      for (VendorInfo vendor : service.vendors()) {
        if (vendor.name().equals(provider)) {
          terminal.out().print(text(vendor, service.profiles(provider), model));
          return;
        }
      }
    }
    throw new ConfigurationException(
        "There is no provider '%s'; 'instructor providers' lists them".formatted(provider));
  }

  private static String text(VendorInfo vendor, List<ProfileRule> rules, Optional<String> model) {
    List<ProfileRule> shown =
        model.isEmpty()
            ? rules
            : rules.stream().filter(rule -> rule.matches(model.get())).limit(1).toList();
    String head =
        "%s\n  address  %s\n  key      %s\n  modes    %s\n"
            .formatted(
                vendor.name(),
                or(
                    vendor.baseUrl().isEmpty() ? "yours" : vendor.baseUrl(),
                    vendor.baseUrlVariables()),
                vendor.keyVariables().isEmpty()
                    ? "none"
                    : String.join(" or ", vendor.keyVariables())
                        + (vendor.keyNeeded() ? "" : " (optional)"),
                modes(vendor.modes()));
    return head + shown.stream().map(ProviderFacts::text).collect(Collectors.joining());
  }

  private static String or(String first, List<String> variables) {
    return variables.isEmpty() ? first : first + ", or " + String.join(" or ", variables);
  }

  private static String text(ProfileRule rule) {
    String models = rule.models().pattern();
    return """

        models: %s
          modes, best first    %s
          enforced always      %s
          beside your tools    %s
          a tool is forced     %s
          several calls        %s
          thinks               %s
          token limit          %s
          schemas              %s
          source               %s
        """
        .formatted(
            models.isEmpty() ? "all others" : "whose name has " + models,
            modes(rule.modes()),
            modes(rule.enforcing()),
            modes(rule.besideTools()),
            words(rule.toolChoice()),
            words(rule.parallelCalls()),
            words(rule.thinking()),
            rule.maxTokensParameter(),
            schemas(rule),
            rule.source().isEmpty() ? "not known" : rule.source());
  }

  /** Returns the modes in the order of preference that holds for all. */
  private static String modes(Collection<Mode> modes) {
    return modes.isEmpty()
        ? "none"
        : (modes instanceof List<Mode> ? modes.stream() : modes.stream().sorted())
            .map(Mode::name)
            .collect(Collectors.joining(", "));
  }

  private static String words(ModelProfile.ToolChoice choice) {
    return switch (choice) {
      case NAMED -> "by its name";
      case REQUIRED, ANY -> "by the word that some tool has to be called";
      case AUTO -> "not at all: it is asked for in words";
    };
  }

  private static String words(ModelProfile.ParallelCalls calls) {
    return switch (calls) {
      case UNKNOWN -> "not known";
      case ALLOWED -> "yes";
      case SWITCHABLE -> "yes, and switched off where one answer is asked for";
    };
  }

  private static String words(ModelProfile.Thinking thinking) {
    return switch (thinking) {
      case UNKNOWN -> "not known";
      case NONE -> "no";
      case OPTIONAL -> "as the request says";
      case ALWAYS -> "always";
    };
  }

  private static String schemas(ProfileRule rule) {
    String dialects =
        rule.modes().stream()
            .flatMap(
                mode ->
                    Optional.ofNullable(rule.dialects().get(mode))
                        .map(dialect -> mode + " " + dialect(dialect))
                        .stream())
            .collect(Collectors.joining("; "));
    return dialects.isEmpty() ? "as they are" : dialects;
  }

  private static String dialect(SchemaDialect dialect) {
    return dialect.name()
        + (dialect.limits().isEmpty()
            ? ""
            : dialect.limits().stream()
                .map(limit -> limit.most() + " " + limit.what().words())
                .collect(Collectors.joining(", ", " (at most ", ")")));
  }
}
