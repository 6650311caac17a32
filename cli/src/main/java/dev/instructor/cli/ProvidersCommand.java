package dev.instructor.cli;

import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ModelProvider.VendorInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * {@code instructor providers}: the vendors one can name in {@code provider/model}, and what is
 * known of the models of one of them.
 */
final class ProvidersCommand implements Subcommand {
  @Override
  public String name() {
    return "providers";
  }

  @Override
  public String description() {
    return "Lists the providers, or tells what is known of one's models.";
  }

  @Override
  public List<Option> options() {
    return List.of(CommandRunner.SHOW_STACKTRACE);
  }

  @Override
  public List<String> positional() {
    return List.of(
        "PROVIDER",
        "One of them, or a model as 'provider/model': its modes, limits and habits, and where that was"
            + " read. Without it, all are listed.");
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) {
    if (arguments.positional().isPresent()) {
      ProviderFacts.print(arguments.positional().get(), terminal);
      return Failure.NONE;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("PROVIDER", "MODE", "KEY FROM", "ADDRESS"));
    vendors().forEach(vendor -> rows.add(row(vendor)));
    int[] widths = new int[3];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      terminal.out().println(line.append(row.get(3)).toString().stripTrailing());
    }
    return Failure.NONE;
  }

  private static List<VendorInfo> vendors() {
    List<VendorInfo> vendors = new ArrayList<>();
    for (ModelProvider provider : ServiceLoader.load(ModelProvider.class)) {
      vendors.addAll(provider.vendors());
    }
    vendors.sort(Comparator.comparing(VendorInfo::name));
    return vendors;
  }

  private static List<String> row(VendorInfo vendor) {
    return List.of(
        vendor.name(),
        vendor.defaultMode().name(),
        vendor.keyVariables().isEmpty() ? "-" : String.join(", ", vendor.keyVariables()),
        vendor.baseUrl().isEmpty() ? "-" : vendor.baseUrl());
  }
}
