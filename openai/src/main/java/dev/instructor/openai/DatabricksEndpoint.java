package dev.instructor.openai;

import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Vendor;

/**
 * The address of a Databricks workspace: its host, with or without {@code https://}, and {@code
 * /serving-endpoints} (Databricks, "Use foundation models").
 */
final class DatabricksEndpoint {
  static final String[] VARIABLES = {
    "DATABRICKS_BASE_URL", "DATABRICKS_HOST", "DATABRICKS_WORKSPACE_URL"
  };

  private static final String PATH = "/serving-endpoints";

  private DatabricksEndpoint() {}

  static Endpoint of(Vendor vendor, ProviderSettings settings) {
    String address = vendor.address(settings).strip();
    Endpoint endpoint =
        vendor.endpoint(
            settings.withBaseUrl(address.contains("://") ? address : "https://" + address));
    return endpoint.baseUrl().contains(PATH)
        ? endpoint
        : endpoint.withBaseUrl(endpoint.baseUrl() + PATH);
  }
}
