package dev.instructor.bedrock;

import dev.instructor.chat.ChatModel;
import dev.instructor.chat.ChatRequest;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import dev.instructor.shared.Chats;

/** Opens models for tests, with a bearer key, a region and an empty environment. */
final class Models {
  static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  static final String NOVA = "us.amazon.nova-2-lite-v1:0";
  static final String LLAMA = "us.meta.llama4-maverick-17b-instruct-v1:0";

  private Models() {}

  static ChatModel open(String model, Transport transport) {
    return new BedrockProvider().open(settings("bedrock/" + model, transport));
  }

  static ChatModel openClaude(String model, Transport transport) {
    return new BedrockProvider().open(settings("bedrock-anthropic/" + model, transport));
  }

  static ProviderSettings settings(String name, Transport transport) {
    return Chats.settings(name, transport).withOption("region", "eu-central-1");
  }

  static ChatRequest hello(String model) {
    return Chats.hello(model);
  }
}
