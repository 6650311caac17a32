package dev.instructor.openai;

import static dev.instructor.chat.Mode.JSON;
import static dev.instructor.chat.Mode.JSON_SCHEMA;
import static dev.instructor.chat.Mode.PROMPTED;
import static dev.instructor.chat.Mode.TOOLS;

import dev.instructor.provider.ProfileRule;
import dev.instructor.provider.Vendor;
import dev.instructor.provider.Vendor.KeyUse;
import java.util.List;

/** The vendors that speak chat completions. */
final class Vendors {
  private static final ProfileRule PLAIN =
      ProfileRule.of(PlainDialect.INSTANCE, TOOLS, JSON_SCHEMA, JSON, PROMPTED);

  static final List<OpenAiVendor> ALL =
      List.of(
          OpenAiVendor.of(
              Vendor.of(
                      "openai",
                      "https://api.openai.com/v1",
                      "OPENAI_API_KEY",
                      PLAIN.maxTokensParameter("max_completion_tokens"))
                  .baseUrlFrom("OPENAI_BASE_URL")),
          OpenAiVendor.of(
              Vendor.of("openai-compatible", "", "OPENAI_API_KEY", PLAIN)
                  .keyFrom(KeyUse.OPTIONAL)));

  private Vendors() {}
}
