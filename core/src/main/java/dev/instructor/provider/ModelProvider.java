package dev.instructor.provider;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.Mode;
import java.util.List;

/**
 * Opens chat models by the vendor's name. Found with {@link java.util.ServiceLoader};
 * implementations need a public constructor without parameters and do no work in it.
 */
public interface ModelProvider {
  /** Returns the vendors this provider serves. */
  List<VendorInfo> vendors();

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
   * @param baseUrl the default address; empty if the caller must give one or none is needed
   * @param defaultMode the mode {@code AUTO} takes for most of its models
   */
  record VendorInfo(String name, List<String> keyVariables, String baseUrl, Mode defaultMode) {
    /** Creates one with a copy of the variables. */
    public VendorInfo {
      keyVariables = List.copyOf(keyVariables);
    }
  }
}
