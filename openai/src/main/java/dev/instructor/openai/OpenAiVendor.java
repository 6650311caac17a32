package dev.instructor.openai;

import dev.instructor.chat.ChatModel;
import dev.instructor.provider.Endpoint;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.ProviderSettings;
import dev.instructor.provider.Transport;
import dev.instructor.provider.Vendor;
import java.util.function.BiFunction;

/**
 * A vendor that speaks chat completions.
 *
 * @param vendor address, key and profiles
 * @param flavour how its format differs from OpenAI's
 * @param endpoint makes the endpoint; vendors whose address is more than a base URL have their own
 */
record OpenAiVendor(
    Vendor vendor, ChatFlavour flavour, BiFunction<Vendor, ProviderSettings, Endpoint> endpoint) {

  static OpenAiVendor of(Vendor vendor) {
    return of(vendor, ChatFlavour.COMPATIBLE);
  }

  static OpenAiVendor of(Vendor vendor, ChatFlavour flavour) {
    return new OpenAiVendor(vendor, flavour, Vendor::endpoint);
  }

  ChatModel open(ProviderSettings settings) {
    return new HttpChatModel(
        new OpenAiChatCodec(this),
        endpoint.apply(vendor, settings),
        settings.transport().orElseGet(Transport::standard),
        vendor.profile(settings.model()),
        vendor);
  }
}
