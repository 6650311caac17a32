package dev.instructor.provider;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import java.util.List;
import java.util.Optional;

/**
 * Opens chat models by the vendor's name. Found with {@link java.util.ServiceLoader};
 * implementations need a public constructor without parameters and do no work in it.
 */
public interface ModelProvider {
  /** Returns the vendors this provider serves. */
  List<VendorInfo> vendors();

  /**
   * Returns what is known of a vendor's models, as data; the first row that matches a model's name
   * holds.
   *
   * @param provider a name of {@link #vendors()}
   * @return empty for one whose models are all alike
   */
  default List<ProfileRule> profiles(String provider) {
    return List.of();
  }

  /**
   * Opens a model. Sends nothing.
   *
   * @param settings what the caller wrote; {@code settings.provider()} is one of {@link #vendors()}
   * @throws dev.instructor.error.ConfigurationException if something is missing, such as the key,
   *     naming what to do
   */
  ChatModel open(ProviderSettings settings);

  /**
   * What a person wants to know of a vendor.
   *
   * @param name the name in {@code provider/model}
   * @param keyVariables the environment variables that can hold its key, in the order in which they
   *     are asked; empty if it needs none
   * @param keyNeeded whether no model is opened without a key
   * @param baseUrl the default address; empty if the caller must give one or none is needed
   * @param baseUrlVariables the environment variables that can hold another address, likewise
   * @param modes the modes of a model of which nothing special is known, best first
   * @param server the server, if people run it themselves
   */
  record VendorInfo(
      String name,
      List<String> keyVariables,
      boolean keyNeeded,
      String baseUrl,
      List<String> baseUrlVariables,
      List<Mode> modes,
      Optional<LocalServer> server) {
    /** Creates one with copies of the lists. */
    public VendorInfo {
      keyVariables = List.copyOf(keyVariables);
      baseUrlVariables = List.copyOf(baseUrlVariables);
      modes = List.copyOf(modes);
    }

    /** Creates one of a vendor whose servers are not the user's, with copies of the lists. */
    public VendorInfo(
        String name,
        List<String> keyVariables,
        boolean keyNeeded,
        String baseUrl,
        List<String> baseUrlVariables,
        List<Mode> modes) {
      this(name, keyVariables, keyNeeded, baseUrl, baseUrlVariables, modes, Optional.empty());
    }

    /** Returns the mode {@code AUTO} takes for most of its models. */
    public Mode defaultMode() {
      return modes.get(0);
    }
  }
}
