package dev.instructor.ollama;

import dev.instructor.provider.Endpoint;
import dev.instructor.provider.ProviderSettings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where requests go. An address may be what {@code OLLAMA_HOST} holds, as Ollama's own clients read
 * it ("FAQ"; {@code envconfig} of its source): scheme and port may be missing, and an address to
 * listen at is one to connect to.
 */
final class OllamaEndpoint {
  /** Address of the OpenAI form, in which other servers answer as well. */
  private static final Pattern OPENAI_FORM = Pattern.compile("/v1/*$");

  private static final Pattern PARTS =
      Pattern.compile("(?:(https?)://)?(\\[[^\\]]*\\]|[^:/\\[]*)(?::(\\d+))?(/[^?]*)?(\\?.*)?");

  private OllamaEndpoint() {}

  /** Returns whether the caller means the OpenAI form. */
  static boolean isOpenAiForm(ProviderSettings settings) {
    return OPENAI_FORM.matcher(address(settings)).find();
  }

  static Endpoint of(ProviderSettings settings) {
    return Ollama.VENDOR.endpoint(settings.withBaseUrl(connectable(address(settings))));
  }

  private static String address(ProviderSettings settings) {
    return Ollama.VENDOR.address(settings).strip();
  }

  /** Returns an address to connect to, without the path of the interface itself. */
  static String connectable(String address) {
    Matcher parts = PARTS.matcher(address);
    if (!parts.matches()) {
      return address;
    }
    String host = parts.group(2);
    boolean bare = parts.group(1) == null;
    if (bare && host.equals("ollama.com")) {
      return "https://ollama.com";
    }
    String scheme = bare ? "http" : parts.group(1);
    String port = Optional.ofNullable(parts.group(3)).orElse(bare ? "11434" : "");
    String path = Optional.ofNullable(parts.group(4)).orElse("");
    return scheme
        + "://"
        + reachable(host)
        + (port.isEmpty() ? "" : ":" + port)
        + path.replaceFirst("/+(api/*)?$", "")
        + Optional.ofNullable(parts.group(5)).orElse("");
  }

  private static String reachable(String host) {
    return switch (host) {
      case "", "0.0.0.0" -> "127.0.0.1";
      case "[::]" -> "[::1]";
      default -> host;
    };
  }
}
